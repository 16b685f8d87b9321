using Microsoft.EntityFrameworkCore.Migrations;
using Scim.Modular.Platform.Databases;

#nullable disable

namespace Scim.Modular.Teams.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeliveriesInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_teams_group_mappings_excludes",
                schema: "teams",
                table: "teams_group_mappings");

            migrationBuilder.DropIndex(
                name: "ix_teams_events_unsealed",
                schema: "teams",
                table: "teams_events");

            migrationBuilder.RebuildDeliveries("teams", "consumer, event_id");

            migrationBuilder.CreateIndex(
                name: "ix_teams_group_mappings_excludes",
                schema: "teams",
                table: "teams_group_mappings",
                columns: new[] { "organization_id", "team_id" },
                filter: "excludes");

            migrationBuilder.CreateIndex(
                name: "ix_teams_events_unsealed",
                schema: "teams",
                table: "teams_events",
                column: "id",
                filter: "NOT sealed");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_teams_group_mappings_excludes",
                schema: "teams",
                table: "teams_group_mappings");

            migrationBuilder.DropIndex(
                name: "ix_teams_events_unsealed",
                schema: "teams",
                table: "teams_events");

            migrationBuilder.RebuildDeliveries("teams", "event_id, consumer");

            migrationBuilder.CreateIndex(
                name: "ix_teams_group_mappings_excludes",
                schema: "teams",
                table: "teams_group_mappings",
                columns: new[] { "organization_id", "team_id" },
                filter: "excludes = 1");

            migrationBuilder.CreateIndex(
                name: "ix_teams_events_unsealed",
                schema: "teams",
                table: "teams_events",
                column: "id",
                filter: "sealed = 0");
        }
    }
}
