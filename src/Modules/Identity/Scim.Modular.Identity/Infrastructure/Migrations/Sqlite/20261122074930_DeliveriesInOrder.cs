using Microsoft.EntityFrameworkCore.Migrations;
using Scim.Modular.Platform.Databases;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeliveriesInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_identity_events_unsealed",
                schema: "identity",
                table: "identity_events");

            migrationBuilder.RebuildDeliveries("identity", "consumer, event_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_events_unsealed",
                schema: "identity",
                table: "identity_events",
                column: "id",
                filter: "NOT sealed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_identity_events_unsealed",
                schema: "identity",
                table: "identity_events");

            migrationBuilder.RebuildDeliveries("identity", "event_id, consumer");

            migrationBuilder.CreateIndex(
                name: "ix_identity_events_unsealed",
                schema: "identity",
                table: "identity_events",
                column: "id",
                filter: "sealed = 0");
        }
    }
}
