using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AuditAndIdempotency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "sealed",
                schema: "identity",
                table: "events",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "idempotency",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    key = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    status = table.Column<int>(type: "int", nullable: true),
                    answer = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency", x => new { x.organization_id, x.key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_identity_events_unsealed",
                schema: "identity",
                table: "events",
                column: "id",
                filter: "[sealed] = 0");

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_at",
                schema: "identity",
                table: "idempotency",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "idempotency",
                schema: "identity");

            migrationBuilder.DropIndex(
                name: "ix_identity_events_unsealed",
                schema: "identity",
                table: "events");

            migrationBuilder.DropColumn(
                name: "sealed",
                schema: "identity",
                table: "events");
        }
    }
}
