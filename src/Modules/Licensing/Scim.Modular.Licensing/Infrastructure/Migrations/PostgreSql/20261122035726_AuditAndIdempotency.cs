using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Licensing.Infrastructure.Migrations.PostgreSql
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
                table: "events",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "idempotency",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency", x => new { x.organization_id, x.key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_licensing_events_unsealed",
                schema: "licensing",
                table: "events",
                column: "id",
                filter: "NOT sealed");

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_at",
                schema: "licensing",
                table: "idempotency",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "idempotency",
                schema: "licensing");

            migrationBuilder.DropIndex(
                name: "ix_licensing_events_unsealed",
                schema: "licensing",
                table: "events");

            migrationBuilder.DropColumn(
                name: "sealed",
                schema: "licensing",
                table: "events");
        }
    }
}
