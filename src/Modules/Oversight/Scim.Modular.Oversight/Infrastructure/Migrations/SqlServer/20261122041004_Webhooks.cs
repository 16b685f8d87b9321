using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Oversight.Infrastructure.Migrations.SqlServer
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
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    anchor_sequence = table.Column<long>(type: "bigint", nullable: false),
                    anchor_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    oldest_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
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
                    name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    holder = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
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
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    duration_ms = table.Column<int>(type: "int", nullable: false),
                    found = table.Column<int>(type: "int", nullable: false),
                    repaired = table.Column<int>(type: "int", nullable: false),
                    dry_run = table.Column<bool>(type: "bit", nullable: false),
                    by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
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
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    slot = table.Column<int>(type: "int", nullable: false),
                    url = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    description = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    patterns = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    disabled_reason = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    secret = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: false),
                    previous_secret = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    previous_until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    failing_since = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
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
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    webhook_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    event_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    type = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    body = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    tries = table.Column<int>(type: "int", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    lease = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
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
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    message_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    duration_ms = table.Column<int>(type: "int", nullable: false),
                    status = table.Column<int>(type: "int", nullable: true),
                    error = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    response = table.Column<string>(type: "nvarchar(1024)", maxLength: 1024, nullable: true, collation: "Latin1_General_100_BIN2")
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
