using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Licensing.Infrastructure.Migrations.SqlServer
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
                table: "seats");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "held_until",
                schema: "licensing",
                table: "seats",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source",
                schema: "licensing",
                table: "seats",
                type: "nvarchar(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "waits_by",
                schema: "licensing",
                table: "seats",
                type: "nvarchar(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "waits_for",
                schema: "licensing",
                table: "seats",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "waits_since",
                schema: "licensing",
                table: "seats",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "deactivation_hold_seconds",
                schema: "licensing",
                table: "plans",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "marked",
                schema: "licensing",
                table: "plans",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "noticed",
                schema: "licensing",
                table: "plans",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "waiting",
                schema: "licensing",
                table: "plans",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "pin",
                schema: "licensing",
                table: "people",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "licensing",
                table: "people",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "directories",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    fact_version = table.Column<long>(type: "bigint", nullable: false),
                    standing = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    kept = table.Column<bool>(type: "bit", nullable: false),
                    holding = table.Column<bool>(type: "bit", nullable: false),
                    breaker_removals = table.Column<int>(type: "int", nullable: true),
                    breaker_percent = table.Column<int>(type: "int", nullable: true),
                    removals = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    people = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directories", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "grant_members",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    user_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    mapping_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grant_members", x => new { x.organization_id, x.user_id, x.mapping_id });
                });

            migrationBuilder.CreateTable(
                name: "plan_grants",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    mapping_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    plan_key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    priority = table.Column<int>(type: "int", nullable: false),
                    group_name = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    heard = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_grants", x => new { x.organization_id, x.mapping_id });
                });

            migrationBuilder.CreateTable(
                name: "plan_notices",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    plan_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_notices", x => new { x.organization_id, x.plan_id });
                });

            migrationBuilder.CreateTable(
                name: "reassessments",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    who = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reassessments", x => new { x.organization_id, x.who, x.id });
                });

            migrationBuilder.CreateTable(
                name: "usage_hours",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    plan_key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    hour = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    counted_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    used = table.Column<int>(type: "int", nullable: false),
                    waitlisted = table.Column<int>(type: "int", nullable: false),
                    seats = table.Column<int>(type: "int", nullable: true),
                    peak = table.Column<int>(type: "int", nullable: false),
                    seat_seconds = table.Column<double>(type: "float", nullable: false),
                    ended = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_usage_hours", x => new { x.organization_id, x.plan_key, x.hour });
                });

            migrationBuilder.CreateIndex(
                name: "ix_seats_held",
                schema: "licensing",
                table: "seats",
                columns: new[] { "organization_id", "held_until" },
                filter: "held_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_seats_line",
                schema: "licensing",
                table: "seats",
                columns: new[] { "organization_id", "waits_for", "priority", "waits_since", "user_id" },
                descending: new[] { false, false, true, false, false },
                filter: "waits_for IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_seats_plan",
                schema: "licensing",
                table: "seats",
                columns: new[] { "organization_id", "plan_key", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_people_pin",
                schema: "licensing",
                table: "people",
                columns: new[] { "organization_id", "pin" },
                filter: "pin IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_grant_members_organization_id_mapping_id_user_id",
                schema: "licensing",
                table: "grant_members",
                columns: new[] { "organization_id", "mapping_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_usage_hours_hour",
                schema: "licensing",
                table: "usage_hours",
                column: "hour");

            // Whoever had or awaited a seat had it by the default plan: there was nothing else.
            migrationBuilder.Sql("UPDATE [licensing].[seats] SET source = 'Default' WHERE status IN ('Assigned', 'Waitlisted')");
            migrationBuilder.Sql("UPDATE [licensing].[seats] SET waits_for = plan_key, waits_since = since, waits_by = 'Default' WHERE status = 'Waitlisted'");
            migrationBuilder.Sql("UPDATE [licensing].[plans] SET waiting = (SELECT COUNT(*) FROM [licensing].[seats] AS s WHERE s.organization_id = [licensing].[plans].organization_id AND s.waits_for = [licensing].[plans].[key])");
            migrationBuilder.Sql("UPDATE [licensing].[plans] SET marked = (SELECT COUNT(*) FROM [licensing].[seats] AS s WHERE s.organization_id = [licensing].[plans].organization_id AND s.plan_key = [licensing].[plans].[key] AND s.overage = 1)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "directories",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "grant_members",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "plan_grants",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "plan_notices",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "reassessments",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "usage_hours",
                schema: "licensing");

            migrationBuilder.DropIndex(
                name: "ix_seats_held",
                schema: "licensing",
                table: "seats");

            migrationBuilder.DropIndex(
                name: "ix_seats_line",
                schema: "licensing",
                table: "seats");

            migrationBuilder.DropIndex(
                name: "ix_seats_plan",
                schema: "licensing",
                table: "seats");

            migrationBuilder.DropIndex(
                name: "ix_people_pin",
                schema: "licensing",
                table: "people");

            migrationBuilder.DropColumn(
                name: "held_until",
                schema: "licensing",
                table: "seats");

            migrationBuilder.DropColumn(
                name: "source",
                schema: "licensing",
                table: "seats");

            migrationBuilder.DropColumn(
                name: "waits_by",
                schema: "licensing",
                table: "seats");

            migrationBuilder.DropColumn(
                name: "waits_for",
                schema: "licensing",
                table: "seats");

            migrationBuilder.DropColumn(
                name: "waits_since",
                schema: "licensing",
                table: "seats");

            migrationBuilder.DropColumn(
                name: "deactivation_hold_seconds",
                schema: "licensing",
                table: "plans");

            migrationBuilder.DropColumn(
                name: "marked",
                schema: "licensing",
                table: "plans");

            migrationBuilder.DropColumn(
                name: "noticed",
                schema: "licensing",
                table: "plans");

            migrationBuilder.DropColumn(
                name: "waiting",
                schema: "licensing",
                table: "plans");

            migrationBuilder.DropColumn(
                name: "pin",
                schema: "licensing",
                table: "people");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "licensing",
                table: "people");

            migrationBuilder.CreateIndex(
                name: "ix_seats_line",
                schema: "licensing",
                table: "seats",
                columns: new[] { "organization_id", "plan_key", "status", "priority", "since", "user_id" },
                descending: new[] { false, false, false, true, false, false });
        }
    }
}
