using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Licensing.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditAndIdempotency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "sealed",
                schema: "licensing",
                table: "licensing_events",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "licensing_idempotency",
                schema: "licensing",
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
                    table.PrimaryKey("PK_licensing_idempotency", x => new { x.organization_id, x.key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_licensing_events_unsealed",
                schema: "licensing",
                table: "licensing_events",
                column: "id",
                filter: "sealed = 0");

            migrationBuilder.CreateIndex(
                name: "IX_licensing_idempotency_at",
                schema: "licensing",
                table: "licensing_idempotency",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "licensing_idempotency",
                schema: "licensing");

            migrationBuilder.DropIndex(
                name: "ix_licensing_events_unsealed",
                schema: "licensing",
                table: "licensing_events");

            migrationBuilder.DropColumn(
                name: "sealed",
                schema: "licensing",
                table: "licensing_events");
        }
    }
}
