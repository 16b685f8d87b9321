using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.PostgreSql
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
                table: "sessions",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "provider_session",
                schema: "identity",
                table: "sessions",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "subject",
                schema: "identity",
                table: "sessions",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true,
                collation: "C");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "issuer",
                schema: "identity",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "provider_session",
                schema: "identity",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "subject",
                schema: "identity",
                table: "sessions");
        }
    }
}
