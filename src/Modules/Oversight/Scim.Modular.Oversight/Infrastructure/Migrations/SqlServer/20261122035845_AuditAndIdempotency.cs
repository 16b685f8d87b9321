using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Oversight.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AuditAndIdempotency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "oversight");

            migrationBuilder.CreateTable(
                name: "audit",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    actor = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    action = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    target = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    before = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    after = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => new { x.organization_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                schema: "oversight",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    consumer = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    stream = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    available_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    lease = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    parked_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    holds_stream = table.Column<bool>(type: "bit", nullable: false),
                    error = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => new { x.event_id, x.consumer });
                });

            migrationBuilder.CreateTable(
                name: "events",
                schema: "oversight",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    type = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    stream = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    person = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    payload = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    actor = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    @sealed = table.Column<bool>(name: "sealed", type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_events", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                schema: "oversight",
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

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    event_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    handled_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => new { x.organization_id, x.event_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_organization_id_event_id",
                schema: "oversight",
                table: "audit",
                columns: new[] { "organization_id", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_consumer_stream_version",
                schema: "oversight",
                table: "deliveries",
                columns: new[] { "consumer", "stream", "version" });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_request_id",
                schema: "oversight",
                table: "deliveries",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "IX_events_organization_id_person_id",
                schema: "oversight",
                table: "events",
                columns: new[] { "organization_id", "person", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_events_organization_id_request_id",
                schema: "oversight",
                table: "events",
                columns: new[] { "organization_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "IX_events_organization_id_stream_version",
                schema: "oversight",
                table: "events",
                columns: new[] { "organization_id", "stream", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oversight_events_unsealed",
                schema: "oversight",
                table: "events",
                column: "id",
                filter: "[sealed] = 0");

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_at",
                schema: "oversight",
                table: "idempotency",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_inbox_handled_at",
                schema: "oversight",
                table: "inbox",
                column: "handled_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "deliveries",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "events",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "idempotency",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "oversight");
        }
    }
}
