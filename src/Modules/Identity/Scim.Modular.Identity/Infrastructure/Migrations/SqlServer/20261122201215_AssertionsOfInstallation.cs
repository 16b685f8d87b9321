using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AssertionsOfInstallation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_used_assertions_sign_in_connections_organization_id_connection_id",
                schema: "identity",
                table: "used_assertions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddForeignKey(
                name: "FK_used_assertions_sign_in_connections_organization_id_connection_id",
                schema: "identity",
                table: "used_assertions",
                columns: new[] { "organization_id", "connection_id" },
                principalSchema: "identity",
                principalTable: "sign_in_connections",
                principalColumns: new[] { "organization_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }
    }
}
