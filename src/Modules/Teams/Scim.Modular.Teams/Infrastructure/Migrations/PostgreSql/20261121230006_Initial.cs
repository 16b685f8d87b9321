using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Teams.Infrastructure.Migrations.PostgreSql
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
                name: "deliveries",
                schema: "teams",
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
                name: "directories",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directories", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "events",
                schema: "teams",
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
                    request_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_events", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "group_members",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_group_members", x => new { x.organization_id, x.group_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "groups",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    key = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    external_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_groups", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "teams",
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

            migrationBuilder.CreateTable(
                name: "people",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    display_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    slug = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "turns",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_turns", x => x.organization_id);
                });

            migrationBuilder.CreateTable(
                name: "group_mappings",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    key = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    bound_group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    bound_group_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    bound_key = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: true),
                    bound_external_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    role = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<int>(type: "integer", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    members_kept = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_group_mappings", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_group_mappings_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "teams",
                        principalTable: "directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_group_mappings_teams_organization_id_team_id",
                        columns: x => new { x.organization_id, x.team_id },
                        principalSchema: "teams",
                        principalTable: "teams",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "membership_sources",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mapping_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_membership_sources", x => new { x.organization_id, x.team_id, x.user_id, x.mapping_id });
                    table.ForeignKey(
                        name: "FK_membership_sources_teams_organization_id_team_id",
                        columns: x => new { x.organization_id, x.team_id },
                        principalSchema: "teams",
                        principalTable: "teams",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "memberships",
                schema: "teams",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_memberships", x => new { x.organization_id, x.team_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_memberships_teams_organization_id_team_id",
                        columns: x => new { x.organization_id, x.team_id },
                        principalSchema: "teams",
                        principalTable: "teams",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_consumer_stream_version",
                schema: "teams",
                table: "deliveries",
                columns: new[] { "consumer", "stream", "version" });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_request_id",
                schema: "teams",
                table: "deliveries",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "IX_events_organization_id_person_id",
                schema: "teams",
                table: "events",
                columns: new[] { "organization_id", "person", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_events_organization_id_request_id",
                schema: "teams",
                table: "events",
                columns: new[] { "organization_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "IX_events_organization_id_stream_version",
                schema: "teams",
                table: "events",
                columns: new[] { "organization_id", "stream", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_group_mappings_organization_id_bound_group_id",
                schema: "teams",
                table: "group_mappings",
                columns: new[] { "organization_id", "bound_group_id" });

            migrationBuilder.CreateIndex(
                name: "IX_group_mappings_organization_id_directory_id_status_key",
                schema: "teams",
                table: "group_mappings",
                columns: new[] { "organization_id", "directory_id", "status", "key" });

            migrationBuilder.CreateIndex(
                name: "IX_group_mappings_organization_id_team_id",
                schema: "teams",
                table: "group_mappings",
                columns: new[] { "organization_id", "team_id" });

            migrationBuilder.CreateIndex(
                name: "IX_group_members_organization_id_user_id",
                schema: "teams",
                table: "group_members",
                columns: new[] { "organization_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_groups_organization_id_directory_id_key",
                schema: "teams",
                table: "groups",
                columns: new[] { "organization_id", "directory_id", "key" });

            migrationBuilder.CreateIndex(
                name: "IX_inbox_handled_at",
                schema: "teams",
                table: "inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "IX_membership_sources_organization_id_mapping_id_user_id",
                schema: "teams",
                table: "membership_sources",
                columns: new[] { "organization_id", "mapping_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_membership_sources_organization_id_user_id",
                schema: "teams",
                table: "membership_sources",
                columns: new[] { "organization_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_memberships_organization_id_team_id_role",
                schema: "teams",
                table: "memberships",
                columns: new[] { "organization_id", "team_id", "role" });

            migrationBuilder.CreateIndex(
                name: "IX_memberships_organization_id_user_id",
                schema: "teams",
                table: "memberships",
                columns: new[] { "organization_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_people_organization_id_directory_id_id",
                schema: "teams",
                table: "people",
                columns: new[] { "organization_id", "directory_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_teams_organization_id_slug",
                schema: "teams",
                table: "teams",
                columns: new[] { "organization_id", "slug" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deliveries",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "events",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "group_mappings",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "group_members",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "groups",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "membership_sources",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "memberships",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "people",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "turns",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "directories",
                schema: "teams");

            migrationBuilder.DropTable(
                name: "teams",
                schema: "teams");
        }
    }
}
