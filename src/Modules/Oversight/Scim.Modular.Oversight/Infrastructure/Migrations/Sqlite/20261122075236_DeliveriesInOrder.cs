using Microsoft.EntityFrameworkCore.Migrations;
using Scim.Modular.Platform.Databases;

#nullable disable

namespace Scim.Modular.Oversight.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeliveriesInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_oversight_events_unsealed",
                schema: "oversight",
                table: "oversight_events");

            migrationBuilder.RebuildDeliveries("oversight", "consumer, event_id");

            migrationBuilder.CreateIndex(
                name: "ix_oversight_events_unsealed",
                schema: "oversight",
                table: "oversight_events",
                column: "id",
                filter: "NOT sealed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_oversight_events_unsealed",
                schema: "oversight",
                table: "oversight_events");

            migrationBuilder.RebuildDeliveries("oversight", "event_id, consumer");

            migrationBuilder.CreateIndex(
                name: "ix_oversight_events_unsealed",
                schema: "oversight",
                table: "oversight_events",
                column: "id",
                filter: "sealed = 0");
        }
    }
}
