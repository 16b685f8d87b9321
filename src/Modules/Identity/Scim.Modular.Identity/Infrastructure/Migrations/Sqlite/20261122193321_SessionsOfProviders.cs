using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SessionsOfProviders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "issuer",
                schema: "identity",
                table: "identity_sessions",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "provider_session",
                schema: "identity",
                table: "identity_sessions",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "subject",
                schema: "identity",
                table: "identity_sessions",
                type: "TEXT",
                maxLength: 300,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "issuer",
                schema: "identity",
                table: "identity_sessions");

            migrationBuilder.DropColumn(
                name: "provider_session",
                schema: "identity",
                table: "identity_sessions");

            migrationBuilder.DropColumn(
                name: "subject",
                schema: "identity",
                table: "identity_sessions");
        }
    }
}
