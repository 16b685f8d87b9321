using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Teams.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class MembershipsByOwner : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_memberships_organization_id_team_id_role",
                schema: "teams",
                table: "memberships");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_organization_id_team_id",
                schema: "teams",
                table: "memberships",
                columns: new[] { "organization_id", "team_id" },
                filter: "role = 3");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_memberships_organization_id_team_id",
                schema: "teams",
                table: "memberships");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_organization_id_team_id_role",
                schema: "teams",
                table: "memberships",
                columns: new[] { "organization_id", "team_id", "role" });
        }
    }
}
