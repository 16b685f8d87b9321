using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Teams.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditAndIdempotency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "sealed",
                schema: "teams",
                table: "teams_events",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "teams_idempotency",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    answer = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_idempotency", x => new { x.organization_id, x.key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_teams_events_unsealed",
                schema: "teams",
                table: "teams_events",
                column: "id",
                filter: "sealed = 0");

            migrationBuilder.CreateIndex(
                name: "IX_teams_idempotency_at",
                schema: "teams",
                table: "teams_idempotency",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "teams_idempotency",
                schema: "teams");

            migrationBuilder.DropIndex(
                name: "ix_teams_events_unsealed",
                schema: "teams",
                table: "teams_events");

            migrationBuilder.DropColumn(
                name: "sealed",
                schema: "teams",
                table: "teams_events");
        }
    }
}
