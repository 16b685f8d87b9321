using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Oversight.Infrastructure.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Webhooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_chains",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    anchor_sequence = table.Column<long>(type: "bigint", nullable: false),
                    anchor_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    oldest_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_chains", x => x.organization_id);
                });

            migrationBuilder.CreateTable(
                name: "job_leases",
                schema: "oversight",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    holder = table.Column<Guid>(type: "uuid", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_job_leases", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "reconcile_runs",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    duration_ms = table.Column<int>(type: "integer", nullable: false),
                    found = table.Column<int>(type: "integer", nullable: false),
                    repaired = table.Column<int>(type: "integer", nullable: false),
                    dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconcile_runs", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "webhooks",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slot = table.Column<int>(type: "integer", nullable: false),
                    url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false, collation: "C"),
                    description = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    patterns = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false, collation: "C"),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    disabled_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    secret = table.Column<byte[]>(type: "bytea", maxLength: 200, nullable: false),
                    previous_secret = table.Column<byte[]>(type: "bytea", maxLength: 200, nullable: true),
                    previous_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhooks", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "webhook_messages",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    webhook_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_messages", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_webhook_messages_webhooks_organization_id_webhook_id",
                        columns: x => new { x.organization_id, x.webhook_id },
                        principalSchema: "oversight",
                        principalTable: "webhooks",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_attempts",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    duration_ms = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    response = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_attempts", x => new { x.organization_id, x.message_id, x.number });
                    table.ForeignKey(
                        name: "FK_webhook_attempts_webhook_messages_organization_id_message_id",
                        columns: x => new { x.organization_id, x.message_id },
                        principalSchema: "oversight",
                        principalTable: "webhook_messages",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_organization_id_action_sequence",
                schema: "oversight",
                table: "audit",
                columns: new[] { "organization_id", "action", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_organization_id_actor_sequence",
                schema: "oversight",
                table: "audit",
                columns: new[] { "organization_id", "actor", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_organization_id_target_sequence",
                schema: "oversight",
                table: "audit",
                columns: new[] { "organization_id", "target", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_reconcile_runs_at",
                schema: "oversight",
                table: "reconcile_runs",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_messages_created_at",
                schema: "oversight",
                table: "webhook_messages",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_messages_due",
                schema: "oversight",
                table: "webhook_messages",
                column: "next_at",
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_messages_organization_id_webhook_id_event_id",
                schema: "oversight",
                table: "webhook_messages",
                columns: new[] { "organization_id", "webhook_id", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_webhook_messages_organization_id_webhook_id_id",
                schema: "oversight",
                table: "webhook_messages",
                columns: new[] { "organization_id", "webhook_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_webhooks_organization_id_slot",
                schema: "oversight",
                table: "webhooks",
                columns: new[] { "organization_id", "slot" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_chains",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "job_leases",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "reconcile_runs",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "webhook_attempts",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "webhook_messages",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "webhooks",
                schema: "oversight");

            migrationBuilder.DropIndex(
                name: "IX_audit_organization_id_action_sequence",
                schema: "oversight",
                table: "audit");

            migrationBuilder.DropIndex(
                name: "IX_audit_organization_id_actor_sequence",
                schema: "oversight",
                table: "audit");

            migrationBuilder.DropIndex(
                name: "IX_audit_organization_id_target_sequence",
                schema: "oversight",
                table: "audit");
        }
    }
}
