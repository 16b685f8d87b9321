using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class DirectoriesKeysAndCopies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_admin_keys_name",
                schema: "identity",
                table: "admin_keys");

            migrationBuilder.AlterColumn<string>(
                name: "plan",
                schema: "identity",
                table: "user_licenses",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(63)",
                oldMaxLength: 63,
                oldCollation: "C");

            migrationBuilder.AddColumn<int>(
                name: "priority",
                schema: "identity",
                table: "user_licenses",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "since",
                schema: "identity",
                table: "user_licenses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "waits_for",
                schema: "identity",
                table: "user_licenses",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "waits_since",
                schema: "identity",
                table: "user_licenses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "key",
                schema: "identity",
                table: "offered_licenses",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(63)",
                oldMaxLength: 63,
                oldCollation: "C");

            migrationBuilder.AddColumn<int>(
                name: "breaker_percent",
                schema: "identity",
                table: "directories",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "breaker_removals",
                schema: "identity",
                table: "directories",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "decided_at",
                schema: "identity",
                table: "directories",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "holding_since",
                schema: "identity",
                table: "directories",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "members",
                schema: "identity",
                table: "directories",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "team_per_group",
                schema: "identity",
                table: "directories",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expires_at",
                schema: "identity",
                table: "admin_keys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "organization_id",
                schema: "identity",
                table: "admin_keys",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "prefix",
                schema: "identity",
                table: "admin_keys",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "scopes",
                schema: "identity",
                table: "admin_keys",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "owner",
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "version",
                schema: "identity",
                table: "admin_keys",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "mapping_copies",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mapping_id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    mode = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    plan = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mapping_copies", x => new { x.organization_id, x.mapping_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_user_licenses_organization_id_waits_for_priority_waits_sinc~",
                schema: "identity",
                table: "user_licenses",
                columns: new[] { "organization_id", "waits_for", "priority", "waits_since", "user_id" },
                descending: new[] { false, false, true, false, false },
                filter: "waits_for IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_admin_keys_name",
                schema: "identity",
                table: "admin_keys",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL AND name = 'bootstrap'");

            migrationBuilder.CreateIndex(
                name: "IX_admin_keys_organization_id",
                schema: "identity",
                table: "admin_keys",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "IX_mapping_copies_organization_id_group_id",
                schema: "identity",
                table: "mapping_copies",
                columns: new[] { "organization_id", "group_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mapping_copies",
                schema: "identity");

            migrationBuilder.DropIndex(
                name: "IX_user_licenses_organization_id_waits_for_priority_waits_sinc~",
                schema: "identity",
                table: "user_licenses");

            migrationBuilder.DropIndex(
                name: "IX_admin_keys_name",
                schema: "identity",
                table: "admin_keys");

            migrationBuilder.DropIndex(
                name: "IX_admin_keys_organization_id",
                schema: "identity",
                table: "admin_keys");

            migrationBuilder.DropColumn(
                name: "priority",
                schema: "identity",
                table: "user_licenses");

            migrationBuilder.DropColumn(
                name: "since",
                schema: "identity",
                table: "user_licenses");

            migrationBuilder.DropColumn(
                name: "waits_for",
                schema: "identity",
                table: "user_licenses");

            migrationBuilder.DropColumn(
                name: "waits_since",
                schema: "identity",
                table: "user_licenses");

            migrationBuilder.DropColumn(
                name: "breaker_percent",
                schema: "identity",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "breaker_removals",
                schema: "identity",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "decided_at",
                schema: "identity",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "holding_since",
                schema: "identity",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "members",
                schema: "identity",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "team_per_group",
                schema: "identity",
                table: "directories");

            migrationBuilder.DropColumn(
                name: "expires_at",
                schema: "identity",
                table: "admin_keys");

            migrationBuilder.DropColumn(
                name: "organization_id",
                schema: "identity",
                table: "admin_keys");

            migrationBuilder.DropColumn(
                name: "prefix",
                schema: "identity",
                table: "admin_keys");

            migrationBuilder.DropColumn(
                name: "scopes",
                schema: "identity",
                table: "admin_keys");

            migrationBuilder.DropColumn(
                name: "version",
                schema: "identity",
                table: "admin_keys");

            migrationBuilder.AlterColumn<string>(
                name: "plan",
                schema: "identity",
                table: "user_licenses",
                type: "character varying(63)",
                maxLength: 63,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64,
                oldCollation: "C");

            migrationBuilder.AlterColumn<string>(
                name: "key",
                schema: "identity",
                table: "offered_licenses",
                type: "character varying(63)",
                maxLength: 63,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64,
                oldCollation: "C");

            migrationBuilder.CreateIndex(
                name: "IX_admin_keys_name",
                schema: "identity",
                table: "admin_keys",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL");
        }
    }
}
