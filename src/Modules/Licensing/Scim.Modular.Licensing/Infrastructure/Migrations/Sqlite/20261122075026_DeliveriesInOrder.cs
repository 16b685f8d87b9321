using Microsoft.EntityFrameworkCore.Migrations;
using Scim.Modular.Platform.Databases;

#nullable disable

namespace Scim.Modular.Licensing.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeliveriesInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_seats_overage",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropIndex(
                name: "ix_plans_default",
                schema: "licensing",
                table: "licensing_plans");

            migrationBuilder.DropIndex(
                name: "ix_licensing_events_unsealed",
                schema: "licensing",
                table: "licensing_events");

            migrationBuilder.RebuildDeliveries("licensing", "consumer, event_id");

            migrationBuilder.CreateIndex(
                name: "ix_seats_overage",
                schema: "licensing",
                table: "licensing_seats",
                columns: new[] { "organization_id", "plan_key", "since" },
                filter: "overage");

            migrationBuilder.CreateIndex(
                name: "ix_plans_default",
                schema: "licensing",
                table: "licensing_plans",
                column: "organization_id",
                unique: true,
                filter: "is_default");

            migrationBuilder.CreateIndex(
                name: "ix_licensing_events_unsealed",
                schema: "licensing",
                table: "licensing_events",
                column: "id",
                filter: "NOT sealed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_seats_overage",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropIndex(
                name: "ix_plans_default",
                schema: "licensing",
                table: "licensing_plans");

            migrationBuilder.DropIndex(
                name: "ix_licensing_events_unsealed",
                schema: "licensing",
                table: "licensing_events");

            migrationBuilder.RebuildDeliveries("licensing", "event_id, consumer");

            migrationBuilder.CreateIndex(
                name: "ix_seats_overage",
                schema: "licensing",
                table: "licensing_seats",
                columns: new[] { "organization_id", "plan_key", "since" },
                filter: "overage = 1");

            migrationBuilder.CreateIndex(
                name: "ix_plans_default",
                schema: "licensing",
                table: "licensing_plans",
                column: "organization_id",
                unique: true,
                filter: "is_default = 1");

            migrationBuilder.CreateIndex(
                name: "ix_licensing_events_unsealed",
                schema: "licensing",
                table: "licensing_events",
                column: "id",
                filter: "sealed = 0");
        }
    }
}
