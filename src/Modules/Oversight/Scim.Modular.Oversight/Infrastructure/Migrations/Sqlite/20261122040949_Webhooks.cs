using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Oversight.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Webhooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "oversight_audit_chains",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    anchor_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    anchor_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    oldest_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_audit_chains", x => x.organization_id);
                });

            migrationBuilder.CreateTable(
                name: "oversight_job_leases",
                schema: "oversight",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    holder = table.Column<Guid>(type: "TEXT", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_job_leases", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "oversight_reconcile_runs",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    duration_ms = table.Column<int>(type: "INTEGER", nullable: false),
                    found = table.Column<int>(type: "INTEGER", nullable: false),
                    repaired = table.Column<int>(type: "INTEGER", nullable: false),
                    dry_run = table.Column<bool>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_reconcile_runs", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "oversight_webhooks",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slot = table.Column<int>(type: "INTEGER", nullable: false),
                    url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    patterns = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    disabled_reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    secret = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: false),
                    previous_secret = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    previous_until = table.Column<long>(type: "INTEGER", nullable: true),
                    failing_since = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_webhooks", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "oversight_webhook_messages",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    webhook_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: true),
                    lease = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_webhook_messages", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_oversight_webhook_messages_oversight_webhooks_organization_id_webhook_id",
                        columns: x => new { x.organization_id, x.webhook_id },
                        principalSchema: "oversight",
                        principalTable: "oversight_webhooks",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "oversight_webhook_attempts",
                schema: "oversight",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    duration_ms = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    response = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oversight_webhook_attempts", x => new { x.organization_id, x.message_id, x.number });
                    table.ForeignKey(
                        name: "FK_oversight_webhook_attempts_oversight_webhook_messages_organization_id_message_id",
                        columns: x => new { x.organization_id, x.message_id },
                        principalSchema: "oversight",
                        principalTable: "oversight_webhook_messages",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_oversight_audit_organization_id_action_sequence",
                schema: "oversight",
                table: "oversight_audit",
                columns: new[] { "organization_id", "action", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_oversight_audit_organization_id_actor_sequence",
                schema: "oversight",
                table: "oversight_audit",
                columns: new[] { "organization_id", "actor", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_oversight_audit_organization_id_target_sequence",
                schema: "oversight",
                table: "oversight_audit",
                columns: new[] { "organization_id", "target", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_oversight_reconcile_runs_at",
                schema: "oversight",
                table: "oversight_reconcile_runs",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_oversight_webhook_messages_created_at",
                schema: "oversight",
                table: "oversight_webhook_messages",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_oversight_webhook_messages_organization_id_webhook_id_event_id",
                schema: "oversight",
                table: "oversight_webhook_messages",
                columns: new[] { "organization_id", "webhook_id", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_oversight_webhook_messages_organization_id_webhook_id_id",
                schema: "oversight",
                table: "oversight_webhook_messages",
                columns: new[] { "organization_id", "webhook_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_messages_due",
                schema: "oversight",
                table: "oversight_webhook_messages",
                column: "next_at",
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_oversight_webhooks_organization_id_slot",
                schema: "oversight",
                table: "oversight_webhooks",
                columns: new[] { "organization_id", "slot" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "oversight_audit_chains",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "oversight_job_leases",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "oversight_reconcile_runs",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "oversight_webhook_attempts",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "oversight_webhook_messages",
                schema: "oversight");

            migrationBuilder.DropTable(
                name: "oversight_webhooks",
                schema: "oversight");

            migrationBuilder.DropIndex(
                name: "IX_oversight_audit_organization_id_action_sequence",
                schema: "oversight",
                table: "oversight_audit");

            migrationBuilder.DropIndex(
                name: "IX_oversight_audit_organization_id_actor_sequence",
                schema: "oversight",
                table: "oversight_audit");

            migrationBuilder.DropIndex(
                name: "IX_oversight_audit_organization_id_target_sequence",
                schema: "oversight",
                table: "oversight_audit");
        }
    }
}
