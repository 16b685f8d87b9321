using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Oversight.Infrastructure.Migrations.Sqlite
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
                name: "oversight_audit",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    target = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_audit", x => new { x.organization_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "oversight_deliveries",
                schema: "oversight",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    consumer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stream = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    available_at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    leased_until = table.Column<long>(type: "INTEGER", nullable: true),
                    lease = table.Column<Guid>(type: "TEXT", nullable: true),
                    parked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    holds_stream = table.Column<bool>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_deliveries", x => new { x.event_id, x.consumer });
                });

            migrationBuilder.CreateTable(
                name: "oversight_events",
                schema: "oversight",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    stream = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: true),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    @sealed = table.Column<bool>(name: "sealed", type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_events", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "oversight_idempotency",
                schema: "oversight",
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
                    table.PrimaryKey("PK_oversight_idempotency", x => new { x.organization_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "oversight_inbox",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    handled_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_inbox", x => new { x.organization_id, x.event_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_oversight_audit_organization_id_event_id",
                schema: "oversight",
                table: "oversight_audit",
                columns: new[] { "organization_id", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_oversight_deliveries_consumer_stream_version",
                schema: "oversight",
                table: "oversight_deliveries",
                columns: new[] { "consumer", "stream", "version" });

            migrationBuilder.CreateIndex(
                name: "IX_oversight_deliveries_request_id",
                schema: "oversight",
                table: "oversight_deliveries",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "ix_oversight_events_unsealed",
                schema: "oversight",
                table: "oversight_events",
                column: "id",
                filter: "sealed = 0");

            migrationBuilder.CreateIndex(
                name: "IX_oversight_events_organization_id_person_id",
                schema: "oversight",
                table: "oversight_events",
                columns: new[] { "organization_id", "person", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_oversight_events_organization_id_request_id",
                schema: "oversight",
                table: "oversight_events",
                columns: new[] { "organization_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "IX_oversight_events_organization_id_stream_version",
                schema: "oversight",
                table: "oversight_events",
                columns: new[] { "organization_id", "stream", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_oversight_idempotency_at",
                schema: "oversight",
                table: "oversight_idempotency",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_oversight_inbox_handled_at",
                schema: "oversight",
                table: "oversight_inbox",
                column: "handled_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "oversight_audit",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "oversight_deliveries",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "oversight_events",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "oversight_idempotency",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "oversight_inbox",
                schema: "oversight");
        }
    }
}
