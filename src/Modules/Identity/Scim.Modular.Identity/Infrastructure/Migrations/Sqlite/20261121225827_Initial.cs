using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.Sqlite
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
                name: "identity_admin_keys",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_admin_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_deliveries",
                schema: "identity",
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
                    table.PrimaryKey("PK_identity_deliveries", x => new { x.event_id, x.consumer });
                });

            migrationBuilder.CreateTable(
                name: "identity_events",
                schema: "identity",
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
                    table.PrimaryKey("PK_identity_events", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "identity_inbox",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    handled_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_inbox", x => new { x.organization_id, x.event_id });
                });

            migrationBuilder.CreateTable(
                name: "identity_organizations",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_organizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_requests",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    method = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    duration_ms = table.Column<int>(type: "INTEGER", nullable: false),
                    user_agent = table.Column<string>(type: "TEXT", nullable: true),
                    summary = table.Column<string>(type: "TEXT", nullable: false),
                    resource_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    notes = table.Column<string>(type: "TEXT", nullable: true),
                    request_body = table.Column<string>(type: "TEXT", nullable: true),
                    response_body = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_requests", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "identity_team_names",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    team_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_team_names", x => new { x.organization_id, x.team_id });
                });

            migrationBuilder.CreateTable(
                name: "identity_user_licenses",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_user_licenses", x => new { x.organization_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "identity_user_teams",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    team_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_user_teams", x => new { x.organization_id, x.user_id, x.team_id });
                });

            migrationBuilder.CreateTable(
                name: "identity_directories",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_directories", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_identity_directories_identity_organizations_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "identity",
                        principalTable: "identity_organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_groups",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    display_name_key = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    external_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    member_count = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_modified_at = table.Column<long>(type: "INTEGER", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    search = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_groups", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_identity_groups_identity_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "identity_directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_tokens",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    hint = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_tokens", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_identity_tokens_identity_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "identity_directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_users",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    user_name_key = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    external_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    display_name = table.Column<string>(type: "TEXT", nullable: true),
                    display_key = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_modified_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    search = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_users", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_identity_users_identity_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "identity_directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_parked_members",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_parked_members", x => new { x.organization_id, x.group_id, x.value });
                    table.ForeignKey(
                        name: "FK_identity_parked_members_identity_groups_organization_id_group_id",
                        columns: x => new { x.organization_id, x.group_id },
                        principalSchema: "identity",
                        principalTable: "identity_groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_group_members",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_group_members", x => new { x.organization_id, x.group_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_identity_group_members_identity_groups_organization_id_group_id",
                        columns: x => new { x.organization_id, x.group_id },
                        principalSchema: "identity",
                        principalTable: "identity_groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_identity_group_members_identity_users_organization_id_user_id",
                        columns: x => new { x.organization_id, x.user_id },
                        principalSchema: "identity",
                        principalTable: "identity_users",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_user_emails",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    value_key = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_user_emails", x => new { x.organization_id, x.user_id, x.value_key });
                    table.ForeignKey(
                        name: "FK_identity_user_emails_identity_users_organization_id_user_id",
                        columns: x => new { x.organization_id, x.user_id },
                        principalSchema: "identity",
                        principalTable: "identity_users",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_identity_admin_keys_hash",
                schema: "identity",
                table: "identity_admin_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_admin_keys_name",
                schema: "identity",
                table: "identity_admin_keys",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_identity_deliveries_consumer_stream_version",
                schema: "identity",
                table: "identity_deliveries",
                columns: new[] { "consumer", "stream", "version" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_deliveries_request_id",
                schema: "identity",
                table: "identity_deliveries",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "IX_identity_directories_id",
                schema: "identity",
                table: "identity_directories",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_events_organization_id_person_id",
                schema: "identity",
                table: "identity_events",
                columns: new[] { "organization_id", "person", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_events_organization_id_request_id",
                schema: "identity",
                table: "identity_events",
                columns: new[] { "organization_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_events_organization_id_stream_version",
                schema: "identity",
                table: "identity_events",
                columns: new[] { "organization_id", "stream", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_group_members_organization_id_user_id",
                schema: "identity",
                table: "identity_group_members",
                columns: new[] { "organization_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_groups_organization_id_directory_id_display_name_key",
                schema: "identity",
                table: "identity_groups",
                columns: new[] { "organization_id", "directory_id", "display_name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_groups_organization_id_directory_id_external_id",
                schema: "identity",
                table: "identity_groups",
                columns: new[] { "organization_id", "directory_id", "external_id" },
                unique: true,
                filter: "external_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_identity_groups_organization_id_directory_id_id",
                schema: "identity",
                table: "identity_groups",
                columns: new[] { "organization_id", "directory_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_inbox_handled_at",
                schema: "identity",
                table: "identity_inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "IX_identity_organizations_slug",
                schema: "identity",
                table: "identity_organizations",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_parked_members_organization_id_value",
                schema: "identity",
                table: "identity_parked_members",
                columns: new[] { "organization_id", "value" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_requests_at",
                schema: "identity",
                table: "identity_requests",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_identity_requests_organization_id_directory_id_at_id",
                schema: "identity",
                table: "identity_requests",
                columns: new[] { "organization_id", "directory_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_requests_organization_id_resource_id",
                schema: "identity",
                table: "identity_requests",
                columns: new[] { "organization_id", "resource_id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_tokens_hash",
                schema: "identity",
                table: "identity_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_tokens_organization_id_directory_id",
                schema: "identity",
                table: "identity_tokens",
                columns: new[] { "organization_id", "directory_id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_user_emails_organization_id_directory_id_value_key",
                schema: "identity",
                table: "identity_user_emails",
                columns: new[] { "organization_id", "directory_id", "value_key" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_user_licenses_organization_id_status_user_id",
                schema: "identity",
                table: "identity_user_licenses",
                columns: new[] { "organization_id", "status", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_user_teams_organization_id_team_id_user_id",
                schema: "identity",
                table: "identity_user_teams",
                columns: new[] { "organization_id", "team_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_users_organization_id_directory_id_deleted_at",
                schema: "identity",
                table: "identity_users",
                columns: new[] { "organization_id", "directory_id", "deleted_at" },
                filter: "deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_identity_users_organization_id_directory_id_external_id",
                schema: "identity",
                table: "identity_users",
                columns: new[] { "organization_id", "directory_id", "external_id" },
                unique: true,
                filter: "deleted_at IS NULL AND external_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_identity_users_organization_id_directory_id_id",
                schema: "identity",
                table: "identity_users",
                columns: new[] { "organization_id", "directory_id", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_identity_users_organization_id_directory_id_user_name_key",
                schema: "identity",
                table: "identity_users",
                columns: new[] { "organization_id", "directory_id", "user_name_key" },
                unique: true,
                filter: "deleted_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identity_admin_keys",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_deliveries",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_events",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_group_members",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_inbox",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_parked_members",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_requests",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_team_names",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_tokens",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_user_emails",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_user_licenses",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_user_teams",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_groups",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_users",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_directories",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_organizations",
                schema: "identity");
        }
    }
}
