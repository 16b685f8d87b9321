using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Teams.Infrastructure.Migrations.Sqlite
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
                table: "teams_people",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "stay",
                schema: "teams",
                table: "teams_membership_sources",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "stays_since",
                schema: "teams",
                table: "teams_membership_sources",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "automatic",
                schema: "teams",
                table: "teams_group_mappings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "excludes",
                schema: "teams",
                table: "teams_group_mappings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "paused",
                schema: "teams",
                table: "teams_group_mappings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "plan",
                schema: "teams",
                table: "teams_group_mappings",
                type: "TEXT",
                maxLength: 256,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "breaker_percent",
                schema: "teams",
                table: "teams_directories",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "breaker_removals",
                schema: "teams",
                table: "teams_directories",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "effect",
                schema: "teams",
                table: "teams_directories",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "facts_version",
                schema: "teams",
                table: "teams_directories",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "holding",
                schema: "teams",
                table: "teams_directories",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "team_per_group",
                schema: "teams",
                table: "teams_directories",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "tripped",
                schema: "teams",
                table: "teams_directories",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "teams_group_nestings",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    parent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_group_nestings", x => new { x.organization_id, x.parent_id, x.child_id });
                });

            migrationBuilder.CreateTable(
                name: "teams_mapping_grants",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mapping_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    group_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_mapping_grants", x => new { x.organization_id, x.mapping_id });
                });

            migrationBuilder.CreateTable(
                name: "teams_plans",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    deleted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_plans", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams_removal_counts",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    minute = table.Column<long>(type: "INTEGER", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_removal_counts", x => new { x.organization_id, x.directory_id, x.minute });
                });

            migrationBuilder.CreateIndex(
                name: "ix_teams_people_frozen",
                schema: "teams",
                table: "teams_people",
                columns: new[] { "organization_id", "directory_id", "id" },
                filter: "frozen IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_teams_membership_sources_organization_id_stay_mapping_id_user_id",
                schema: "teams",
                table: "teams_membership_sources",
                columns: new[] { "organization_id", "stay", "mapping_id", "user_id" },
                filter: "stay IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_teams_group_mappings_excludes",
                schema: "teams",
                table: "teams_group_mappings",
                columns: new[] { "organization_id", "team_id" },
                filter: "excludes = 1");

            migrationBuilder.CreateIndex(
                name: "IX_teams_group_mappings_organization_id_plan",
                schema: "teams",
                table: "teams_group_mappings",
                columns: new[] { "organization_id", "plan" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_group_nestings_organization_id_child_id",
                schema: "teams",
                table: "teams_group_nestings",
                columns: new[] { "organization_id", "child_id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_plans_organization_id_key",
                schema: "teams",
                table: "teams_plans",
                columns: new[] { "organization_id", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "teams_group_nestings",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_mapping_grants",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_plans",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_removal_counts",
                schema: "teams");

            migrationBuilder.DropIndex(
                name: "ix_teams_people_frozen",
                schema: "teams",
                table: "teams_people");

            migrationBuilder.DropIndex(
                name: "IX_teams_membership_sources_organization_id_stay_mapping_id_user_id",
                schema: "teams",
                table: "teams_membership_sources");

            migrationBuilder.DropIndex(
                name: "ix_teams_group_mappings_excludes",
                schema: "teams",
                table: "teams_group_mappings");

            migrationBuilder.DropIndex(
                name: "IX_teams_group_mappings_organization_id_plan",
                schema: "teams",
                table: "teams_group_mappings");

            migrationBuilder.DropColumn(
                name: "frozen",
                schema: "teams",
                table: "teams_people");

            migrationBuilder.DropColumn(
                name: "stay",
                schema: "teams",
                table: "teams_membership_sources");

            migrationBuilder.DropColumn(
                name: "stays_since",
                schema: "teams",
                table: "teams_membership_sources");

            migrationBuilder.DropColumn(
                name: "automatic",
                schema: "teams",
                table: "teams_group_mappings");

            migrationBuilder.DropColumn(
                name: "excludes",
                schema: "teams",
                table: "teams_group_mappings");

            migrationBuilder.DropColumn(
                name: "paused",
                schema: "teams",
                table: "teams_group_mappings");

            migrationBuilder.DropColumn(
                name: "plan",
                schema: "teams",
                table: "teams_group_mappings");

            migrationBuilder.DropColumn(
                name: "breaker_percent",
                schema: "teams",
                table: "teams_directories");

            migrationBuilder.DropColumn(
                name: "breaker_removals",
                schema: "teams",
                table: "teams_directories");

            migrationBuilder.DropColumn(
                name: "effect",
                schema: "teams",
                table: "teams_directories");

            migrationBuilder.DropColumn(
                name: "facts_version",
                schema: "teams",
                table: "teams_directories");

            migrationBuilder.DropColumn(
                name: "holding",
                schema: "teams",
                table: "teams_directories");

            migrationBuilder.DropColumn(
                name: "team_per_group",
                schema: "teams",
                table: "teams_directories");

            migrationBuilder.DropColumn(
                name: "tripped",
                schema: "teams",
                table: "teams_directories");
        }
    }
}
