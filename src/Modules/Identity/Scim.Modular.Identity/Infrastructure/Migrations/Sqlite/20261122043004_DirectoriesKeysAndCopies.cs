using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DirectoriesKeysAndCopies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_identity_admin_keys_name",
                schema: "identity",
                table: "identity_admin_keys");

            migrationBuilder.AddColumn<int>(
                name: "priority",
                schema: "identity",
                table: "identity_user_licenses",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "since",
                schema: "identity",
                table: "identity_user_licenses",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "waits_for",
                schema: "identity",
                table: "identity_user_licenses",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "waits_since",
                schema: "identity",
                table: "identity_user_licenses",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "breaker_percent",
                schema: "identity",
                table: "identity_directories",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "breaker_removals",
                schema: "identity",
                table: "identity_directories",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "decided_at",
                schema: "identity",
                table: "identity_directories",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "holding_since",
                schema: "identity",
                table: "identity_directories",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "members",
                schema: "identity",
                table: "identity_directories",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "team_per_group",
                schema: "identity",
                table: "identity_directories",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "expires_at",
                schema: "identity",
                table: "identity_admin_keys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "organization_id",
                schema: "identity",
                table: "identity_admin_keys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "prefix",
                schema: "identity",
                table: "identity_admin_keys",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "scopes",
                schema: "identity",
                table: "identity_admin_keys",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "owner");

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "identity",
                table: "identity_admin_keys",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "identity_mapping_copies",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mapping_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    team_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_mapping_copies", x => new { x.organization_id, x.mapping_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_identity_user_licenses_organization_id_waits_for_priority_waits_since_user_id",
                schema: "identity",
                table: "identity_user_licenses",
                columns: new[] { "organization_id", "waits_for", "priority", "waits_since", "user_id" },
                descending: new[] { false, false, true, false, false },
                filter: "waits_for IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_identity_admin_keys_name",
                schema: "identity",
                table: "identity_admin_keys",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL AND name = 'bootstrap'");

            migrationBuilder.CreateIndex(
                name: "IX_identity_admin_keys_organization_id",
                schema: "identity",
                table: "identity_admin_keys",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "IX_identity_mapping_copies_organization_id_group_id",
                schema: "identity",
                table: "identity_mapping_copies",
                columns: new[] { "organization_id", "group_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identity_mapping_copies",
                schema: "identity");

            migrationBuilder.DropIndex(
                name: "IX_identity_user_licenses_organization_id_waits_for_priority_waits_since_user_id",
                schema: "identity",
                table: "identity_user_licenses");

            migrationBuilder.DropIndex(
                name: "IX_identity_admin_keys_name",
                schema: "identity",
                table: "identity_admin_keys");

            migrationBuilder.DropIndex(
                name: "IX_identity_admin_keys_organization_id",
                schema: "identity",
                table: "identity_admin_keys");

            migrationBuilder.DropColumn(
                name: "priority",
                schema: "identity",
                table: "identity_user_licenses");

            migrationBuilder.DropColumn(
                name: "since",
                schema: "identity",
                table: "identity_user_licenses");

            migrationBuilder.DropColumn(
                name: "waits_for",
                schema: "identity",
                table: "identity_user_licenses");

            migrationBuilder.DropColumn(
                name: "waits_since",
                schema: "identity",
                table: "identity_user_licenses");

            migrationBuilder.DropColumn(
                name: "breaker_percent",
                schema: "identity",
                table: "identity_directories");

            migrationBuilder.DropColumn(
                name: "breaker_removals",
                schema: "identity",
                table: "identity_directories");

            migrationBuilder.DropColumn(
                name: "decided_at",
                schema: "identity",
                table: "identity_directories");

            migrationBuilder.DropColumn(
                name: "holding_since",
                schema: "identity",
                table: "identity_directories");

            migrationBuilder.DropColumn(
                name: "members",
                schema: "identity",
                table: "identity_directories");

            migrationBuilder.DropColumn(
                name: "team_per_group",
                schema: "identity",
                table: "identity_directories");

            migrationBuilder.DropColumn(
                name: "expires_at",
                schema: "identity",
                table: "identity_admin_keys");

            migrationBuilder.DropColumn(
                name: "organization_id",
                schema: "identity",
                table: "identity_admin_keys");

            migrationBuilder.DropColumn(
                name: "prefix",
                schema: "identity",
                table: "identity_admin_keys");

            migrationBuilder.DropColumn(
                name: "scopes",
                schema: "identity",
                table: "identity_admin_keys");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "identity",
                table: "identity_admin_keys");

            migrationBuilder.CreateIndex(
                name: "IX_identity_admin_keys_name",
                schema: "identity",
                table: "identity_admin_keys",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL");
        }
    }
}
