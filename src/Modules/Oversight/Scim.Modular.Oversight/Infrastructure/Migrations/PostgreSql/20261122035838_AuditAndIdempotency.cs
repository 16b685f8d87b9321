using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Oversight.Infrastructure.Migrations.PostgreSql
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
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    action = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    target = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    after = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
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
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consumer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stream = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    available_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease = table.Column<Guid>(type: "uuid", nullable: true),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    holds_stream = table.Column<bool>(type: "boolean", nullable: false),
                    error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C")
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    stream = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    payload = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @sealed = table.Column<bool>(name: "sealed", type: "boolean", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    handled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                filter: "NOT sealed");

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
