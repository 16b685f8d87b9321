using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "identity");

            migrationBuilder.CreateTable(
                name: "admin_keys",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_admin_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                schema: "identity",
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
                name: "events",
                schema: "identity",
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
                name: "inbox",
                schema: "identity",
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
                name: "organizations",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    method = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false, collation: "C"),
                    path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<int>(type: "integer", nullable: false),
                    duration_ms = table.Column<int>(type: "integer", nullable: false),
                    user_agent = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    summary = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    resource_id = table.Column<Guid>(type: "uuid", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    request_body = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    response_body = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "team_names",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_team_names", x => new { x.organization_id, x.team_id });
                });

            migrationBuilder.CreateTable(
                name: "user_licenses",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false, collation: "C"),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_licenses", x => new { x.organization_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "user_teams",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_teams", x => new { x.organization_id, x.user_id, x.team_id });
                });

            migrationBuilder.CreateTable(
                name: "directories",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    provider = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directories", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_directories_organizations_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "identity",
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "groups",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, collation: "C"),
                    display_name_key = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, collation: "C"),
                    external_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    member_count = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_modified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    search = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_groups", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_groups_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tokens",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    hint = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tokens", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_tokens_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "users",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    user_name_key = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, collation: "C"),
                    external_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    display_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    display_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_modified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    search = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_users_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "parked_members",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_parked_members", x => new { x.organization_id, x.group_id, x.value });
                    table.ForeignKey(
                        name: "FK_parked_members_groups_organization_id_group_id",
                        columns: x => new { x.organization_id, x.group_id },
                        principalSchema: "identity",
                        principalTable: "groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "group_members",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_group_members", x => new { x.organization_id, x.group_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_group_members_groups_organization_id_group_id",
                        columns: x => new { x.organization_id, x.group_id },
                        principalSchema: "identity",
                        principalTable: "groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_group_members_users_organization_id_user_id",
                        columns: x => new { x.organization_id, x.user_id },
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_emails",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value_key = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, collation: "C"),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_emails", x => new { x.organization_id, x.user_id, x.value_key });
                    table.ForeignKey(
                        name: "FK_user_emails_users_organization_id_user_id",
                        columns: x => new { x.organization_id, x.user_id },
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_admin_keys_hash",
                schema: "identity",
                table: "admin_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_admin_keys_name",
                schema: "identity",
                table: "admin_keys",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_consumer_stream_version",
                schema: "identity",
                table: "deliveries",
                columns: new[] { "consumer", "stream", "version" });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_request_id",
                schema: "identity",
                table: "deliveries",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "IX_directories_id",
                schema: "identity",
                table: "directories",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_events_organization_id_person_id",
                schema: "identity",
                table: "events",
                columns: new[] { "organization_id", "person", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_events_organization_id_request_id",
                schema: "identity",
                table: "events",
                columns: new[] { "organization_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "IX_events_organization_id_stream_version",
                schema: "identity",
                table: "events",
                columns: new[] { "organization_id", "stream", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_group_members_organization_id_user_id",
                schema: "identity",
                table: "group_members",
                columns: new[] { "organization_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_groups_organization_id_directory_id_display_name_key",
                schema: "identity",
                table: "groups",
                columns: new[] { "organization_id", "directory_id", "display_name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_groups_organization_id_directory_id_external_id",
                schema: "identity",
                table: "groups",
                columns: new[] { "organization_id", "directory_id", "external_id" },
                unique: true,
                filter: "external_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_groups_organization_id_directory_id_id",
                schema: "identity",
                table: "groups",
                columns: new[] { "organization_id", "directory_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_inbox_handled_at",
                schema: "identity",
                table: "inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "IX_organizations_slug",
                schema: "identity",
                table: "organizations",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_parked_members_organization_id_value",
                schema: "identity",
                table: "parked_members",
                columns: new[] { "organization_id", "value" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_at",
                schema: "identity",
                table: "requests",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_requests_organization_id_directory_id_at_id",
                schema: "identity",
                table: "requests",
                columns: new[] { "organization_id", "directory_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_organization_id_resource_id",
                schema: "identity",
                table: "requests",
                columns: new[] { "organization_id", "resource_id" });

            migrationBuilder.CreateIndex(
                name: "IX_tokens_hash",
                schema: "identity",
                table: "tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tokens_organization_id_directory_id",
                schema: "identity",
                table: "tokens",
                columns: new[] { "organization_id", "directory_id" });

            migrationBuilder.CreateIndex(
                name: "IX_user_emails_organization_id_directory_id_value_key",
                schema: "identity",
                table: "user_emails",
                columns: new[] { "organization_id", "directory_id", "value_key" });

            migrationBuilder.CreateIndex(
                name: "IX_user_licenses_organization_id_status_user_id",
                schema: "identity",
                table: "user_licenses",
                columns: new[] { "organization_id", "status", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_user_teams_organization_id_team_id_user_id",
                schema: "identity",
                table: "user_teams",
                columns: new[] { "organization_id", "team_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_users_organization_id_directory_id_deleted_at",
                schema: "identity",
                table: "users",
                columns: new[] { "organization_id", "directory_id", "deleted_at" },
                filter: "deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_users_organization_id_directory_id_external_id",
                schema: "identity",
                table: "users",
                columns: new[] { "organization_id", "directory_id", "external_id" },
                unique: true,
                filter: "deleted_at IS NULL AND external_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_users_organization_id_directory_id_id",
                schema: "identity",
                table: "users",
                columns: new[] { "organization_id", "directory_id", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_users_organization_id_directory_id_user_name_key",
                schema: "identity",
                table: "users",
                columns: new[] { "organization_id", "directory_id", "user_name_key" },
                unique: true,
                filter: "deleted_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "admin_keys",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "deliveries",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "events",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "group_members",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "parked_members",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "requests",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "team_names",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "tokens",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_emails",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_licenses",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_teams",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "groups",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "users",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "directories",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "organizations",
                schema: "identity");
        }
    }
}
