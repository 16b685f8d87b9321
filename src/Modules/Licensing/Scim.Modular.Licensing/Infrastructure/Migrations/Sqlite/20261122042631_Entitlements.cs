using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Licensing.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Entitlements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_seats_line",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.AddColumn<long>(
                name: "held_until",
                schema: "licensing",
                table: "licensing_seats",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source",
                schema: "licensing",
                table: "licensing_seats",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "waits_by",
                schema: "licensing",
                table: "licensing_seats",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "waits_for",
                schema: "licensing",
                table: "licensing_seats",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "waits_since",
                schema: "licensing",
                table: "licensing_seats",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "deactivation_hold_seconds",
                schema: "licensing",
                table: "licensing_plans",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "marked",
                schema: "licensing",
                table: "licensing_plans",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "noticed",
                schema: "licensing",
                table: "licensing_plans",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "waiting",
                schema: "licensing",
                table: "licensing_plans",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "pin",
                schema: "licensing",
                table: "licensing_people",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "licensing",
                table: "licensing_people",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "licensing_directories",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    fact_version = table.Column<long>(type: "INTEGER", nullable: false),
                    standing = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    kept = table.Column<bool>(type: "INTEGER", nullable: false),
                    holding = table.Column<bool>(type: "INTEGER", nullable: false),
                    breaker_removals = table.Column<int>(type: "INTEGER", nullable: true),
                    breaker_percent = table.Column<int>(type: "INTEGER", nullable: true),
                    removals = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_directories", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_grant_members",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mapping_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_grant_members", x => new { x.organization_id, x.user_id, x.mapping_id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_plan_grants",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mapping_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    group_name = table.Column<string>(type: "TEXT", nullable: false),
                    heard = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_plan_grants", x => new { x.organization_id, x.mapping_id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_plan_notices",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_plan_notices", x => new { x.organization_id, x.plan_id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_reassessments",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_reassessments", x => new { x.organization_id, x.who, x.id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_usage_hours",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hour = table.Column<long>(type: "INTEGER", nullable: false),
                    counted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    used = table.Column<int>(type: "INTEGER", nullable: false),
                    waitlisted = table.Column<int>(type: "INTEGER", nullable: false),
                    seats = table.Column<int>(type: "INTEGER", nullable: true),
                    peak = table.Column<int>(type: "INTEGER", nullable: false),
                    seat_seconds = table.Column<double>(type: "REAL", nullable: false),
                    ended = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_usage_hours", x => new { x.organization_id, x.plan_key, x.hour });
                });

            migrationBuilder.CreateIndex(
                name: "ix_seats_held",
                schema: "licensing",
                table: "licensing_seats",
                columns: new[] { "organization_id", "held_until" },
                filter: "held_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_seats_line",
                schema: "licensing",
                table: "licensing_seats",
                columns: new[] { "organization_id", "waits_for", "priority", "waits_since", "user_id" },
                descending: new[] { false, false, true, false, false },
                filter: "waits_for IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_seats_plan",
                schema: "licensing",
                table: "licensing_seats",
                columns: new[] { "organization_id", "plan_key", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_people_pin",
                schema: "licensing",
                table: "licensing_people",
                columns: new[] { "organization_id", "pin" },
                filter: "pin IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_licensing_grant_members_organization_id_mapping_id_user_id",
                schema: "licensing",
                table: "licensing_grant_members",
                columns: new[] { "organization_id", "mapping_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_licensing_usage_hours_hour",
                schema: "licensing",
                table: "licensing_usage_hours",
                column: "hour");

            // Whoever had or awaited a seat had it by the default plan: there was nothing else.
            migrationBuilder.Sql("UPDATE licensing_seats SET source = 'Default' WHERE status IN ('Assigned', 'Waitlisted')");
            migrationBuilder.Sql("UPDATE licensing_seats SET waits_for = plan_key, waits_since = since, waits_by = 'Default' WHERE status = 'Waitlisted'");
            migrationBuilder.Sql("UPDATE licensing_plans SET waiting = (SELECT COUNT(*) FROM licensing_seats AS s WHERE s.organization_id = licensing_plans.organization_id AND s.waits_for = licensing_plans.key)");
            migrationBuilder.Sql("UPDATE licensing_plans SET marked = (SELECT COUNT(*) FROM licensing_seats AS s WHERE s.organization_id = licensing_plans.organization_id AND s.plan_key = licensing_plans.key AND s.overage = 1)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "licensing_directories",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_grant_members",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_plan_grants",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_plan_notices",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_reassessments",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_usage_hours",
                schema: "licensing");

            migrationBuilder.DropIndex(
                name: "ix_seats_held",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropIndex(
                name: "ix_seats_line",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropIndex(
                name: "ix_seats_plan",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropIndex(
                name: "ix_people_pin",
                schema: "licensing",
                table: "licensing_people");

            migrationBuilder.DropColumn(
                name: "held_until",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropColumn(
                name: "source",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropColumn(
                name: "waits_by",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropColumn(
                name: "waits_for",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropColumn(
                name: "waits_since",
                schema: "licensing",
                table: "licensing_seats");

            migrationBuilder.DropColumn(
                name: "deactivation_hold_seconds",
                schema: "licensing",
                table: "licensing_plans");

            migrationBuilder.DropColumn(
                name: "marked",
                schema: "licensing",
                table: "licensing_plans");

            migrationBuilder.DropColumn(
                name: "noticed",
                schema: "licensing",
                table: "licensing_plans");

            migrationBuilder.DropColumn(
                name: "waiting",
                schema: "licensing",
                table: "licensing_plans");

            migrationBuilder.DropColumn(
                name: "pin",
                schema: "licensing",
                table: "licensing_people");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "licensing",
                table: "licensing_people");

            migrationBuilder.CreateIndex(
                name: "ix_seats_line",
                schema: "licensing",
                table: "licensing_seats",
                columns: new[] { "organization_id", "plan_key", "status", "priority", "since", "user_id" },
                descending: new[] { false, false, false, true, false, false });
        }
    }
}
