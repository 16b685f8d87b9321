using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Teams.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "teams");

            migrationBuilder.CreateTable(
                name: "teams_deliveries",
                schema: "teams",
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
                    table.PrimaryKey("PK_teams_deliveries", x => new { x.event_id, x.consumer });
                });

            migrationBuilder.CreateTable(
                name: "teams_directories",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_directories", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams_events",
                schema: "teams",
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
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_events", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams_group_members",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_group_members", x => new { x.organization_id, x.group_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "teams_groups",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    external_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_groups", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams_inbox",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    handled_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_inbox", x => new { x.organization_id, x.event_id });
                });

            migrationBuilder.CreateTable(
                name: "teams_people",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: true),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_people", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams_teams",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_teams", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams_turns",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_turns", x => x.organization_id);
                });

            migrationBuilder.CreateTable(
                name: "teams_group_mappings",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    team_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    bound_group_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    bound_group_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    bound_key = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    bound_external_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    role = table.Column<int>(type: "INTEGER", nullable: false),
                    mode = table.Column<int>(type: "INTEGER", nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    members_kept = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_group_mappings", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_teams_group_mappings_teams_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "teams",
                        principalTable: "teams_directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_teams_group_mappings_teams_teams_organization_id_team_id",
                        columns: x => new { x.organization_id, x.team_id },
                        principalSchema: "teams",
                        principalTable: "teams_teams",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "teams_membership_sources",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    team_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mapping_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_membership_sources", x => new { x.organization_id, x.team_id, x.user_id, x.mapping_id });
                    table.ForeignKey(
                        name: "FK_teams_membership_sources_teams_teams_organization_id_team_id",
                        columns: x => new { x.organization_id, x.team_id },
                        principalSchema: "teams",
                        principalTable: "teams_teams",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "teams_memberships",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    team_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<int>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams_memberships", x => new { x.organization_id, x.team_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_teams_memberships_teams_teams_organization_id_team_id",
                        columns: x => new { x.organization_id, x.team_id },
                        principalSchema: "teams",
                        principalTable: "teams_teams",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_teams_deliveries_consumer_stream_version",
                schema: "teams",
                table: "teams_deliveries",
                columns: new[] { "consumer", "stream", "version" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_deliveries_request_id",
                schema: "teams",
                table: "teams_deliveries",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "IX_teams_events_organization_id_person_id",
                schema: "teams",
                table: "teams_events",
                columns: new[] { "organization_id", "person", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_events_organization_id_request_id",
                schema: "teams",
                table: "teams_events",
                columns: new[] { "organization_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_events_organization_id_stream_version",
                schema: "teams",
                table: "teams_events",
                columns: new[] { "organization_id", "stream", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_teams_group_mappings_organization_id_bound_group_id",
                schema: "teams",
                table: "teams_group_mappings",
                columns: new[] { "organization_id", "bound_group_id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_group_mappings_organization_id_directory_id_status_key",
                schema: "teams",
                table: "teams_group_mappings",
                columns: new[] { "organization_id", "directory_id", "status", "key" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_group_mappings_organization_id_team_id",
                schema: "teams",
                table: "teams_group_mappings",
                columns: new[] { "organization_id", "team_id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_group_members_organization_id_user_id",
                schema: "teams",
                table: "teams_group_members",
                columns: new[] { "organization_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_groups_organization_id_directory_id_key",
                schema: "teams",
                table: "teams_groups",
                columns: new[] { "organization_id", "directory_id", "key" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_inbox_handled_at",
                schema: "teams",
                table: "teams_inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "IX_teams_membership_sources_organization_id_mapping_id_user_id",
                schema: "teams",
                table: "teams_membership_sources",
                columns: new[] { "organization_id", "mapping_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_membership_sources_organization_id_user_id",
                schema: "teams",
                table: "teams_membership_sources",
                columns: new[] { "organization_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_memberships_organization_id_team_id_role",
                schema: "teams",
                table: "teams_memberships",
                columns: new[] { "organization_id", "team_id", "role" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_memberships_organization_id_user_id",
                schema: "teams",
                table: "teams_memberships",
                columns: new[] { "organization_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_people_organization_id_directory_id_id",
                schema: "teams",
                table: "teams_people",
                columns: new[] { "organization_id", "directory_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_teams_organization_id_slug",
                schema: "teams",
                table: "teams_teams",
                columns: new[] { "organization_id", "slug" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "teams_deliveries",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_events",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_group_mappings",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_group_members",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_groups",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_inbox",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_membership_sources",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_memberships",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_people",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_turns",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_directories",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams_teams",
                schema: "teams");
        }
    }
}
