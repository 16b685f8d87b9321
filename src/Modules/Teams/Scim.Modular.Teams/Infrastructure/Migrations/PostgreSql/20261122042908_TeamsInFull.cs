using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Teams.Infrastructure.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class TeamsInFull : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "frozen",
                schema: "teams",
                table: "people",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "stay",
                schema: "teams",
                table: "membership_sources",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "stays_since",
                schema: "teams",
                table: "membership_sources",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "automatic",
                schema: "teams",
                table: "group_mappings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "excludes",
                schema: "teams",
                table: "group_mappings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "paused",
                schema: "teams",
                table: "group_mappings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "plan",
                schema: "teams",
                table: "group_mappings",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "breaker_percent",
                schema: "teams",
                table: "directories",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "breaker_removals",
                schema: "teams",
                table: "directories",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "effect",
                schema: "teams",
                table: "directories",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "facts_version",
                schema: "teams",
                table: "directories",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "holding",
                schema: "teams",
                table: "directories",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "team_per_group",
                schema: "teams",
                table: "directories",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "tripped",
                schema: "teams",
                table: "directories",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "group_nestings",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_group_nestings", x => new { x.organization_id, x.parent_id, x.child_id });
                });

            migrationBuilder.CreateTable(
                name: "mapping_grants",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mapping_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    group_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mapping_grants", x => new { x.organization_id, x.mapping_id });
                });

            migrationBuilder.CreateTable(
                name: "plans",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    deleted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plans", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "removal_counts",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    minute = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_removal_counts", x => new { x.organization_id, x.directory_id, x.minute });
                });

            migrationBuilder.CreateIndex(
                name: "ix_teams_people_frozen",
                schema: "teams",
                table: "people",
                columns: new[] { "organization_id", "directory_id", "id" },
                filter: "frozen IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_membership_sources_organization_id_stay_mapping_id_user_id",
                schema: "teams",
                table: "membership_sources",
                columns: new[] { "organization_id", "stay", "mapping_id", "user_id" },
                filter: "stay IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_teams_group_mappings_excludes",
                schema: "teams",
                table: "group_mappings",
                columns: new[] { "organization_id", "team_id" },
                filter: "excludes");

            migrationBuilder.CreateIndex(
                name: "IX_group_mappings_organization_id_plan",
                schema: "teams",
                table: "group_mappings",
                columns: new[] { "organization_id", "plan" });

            migrationBuilder.CreateIndex(
                name: "IX_group_nestings_organization_id_child_id",
                schema: "teams",
                table: "group_nestings",
                columns: new[] { "organization_id", "child_id" });

            migrationBuilder.CreateIndex(
                name: "IX_plans_organization_id_key",
                schema: "teams",
                table: "plans",
                columns: new[] { "organization_id", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "group_nestings",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "mapping_grants",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "plans",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "removal_counts",
                schema: "teams");

            migrationBuilder.DropIndex(
                name: "ix_teams_people_frozen",
                schema: "teams",
                table: "people");

            migrationBuilder.DropIndex(
                name: "IX_membership_sources_organization_id_stay_mapping_id_user_id",
                schema: "teams",
                table: "membership_sources");

            migrationBuilder.DropIndex(
                name: "ix_teams_group_mappings_excludes",
                schema: "teams",
                table: "group_mappings");

            migrationBuilder.DropIndex(
                name: "IX_group_mappings_organization_id_plan",
                schema: "teams",
                table: "group_mappings");

            migrationBuilder.DropColumn(
                name: "frozen",
                schema: "teams",
                table: "people");

            migrationBuilder.DropColumn(
                name: "stay",
                schema: "teams",
                table: "membership_sources");

            migrationBuilder.DropColumn(
                name: "stays_since",
                schema: "teams",
                table: "membership_sources");

            migrationBuilder.DropColumn(
                name: "automatic",
                schema: "teams",
                table: "group_mappings");

            migrationBuilder.DropColumn(
                name: "excludes",
                schema: "teams",
                table: "group_mappings");

            migrationBuilder.DropColumn(
                name: "paused",
                schema: "teams",
                table: "group_mappings");

            migrationBuilder.DropColumn(
                name: "plan",
                schema: "teams",
                table: "group_mappings");

            migrationBuilder.DropColumn(
                name: "breaker_percent",
                schema: "teams",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "breaker_removals",
                schema: "teams",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "effect",
                schema: "teams",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "facts_version",
                schema: "teams",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "holding",
                schema: "teams",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "team_per_group",
                schema: "teams",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "tripped",
                schema: "teams",
                table: "directories");
        }
    }
}
