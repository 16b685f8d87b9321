using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.SqlServer
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
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(63)",
                oldMaxLength: 63,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<int>(
                name: "priority",
                schema: "identity",
                table: "user_licenses",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "since",
                schema: "identity",
                table: "user_licenses",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "waits_for",
                schema: "identity",
                table: "user_licenses",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "waits_since",
                schema: "identity",
                table: "user_licenses",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "key",
                schema: "identity",
                table: "offered_licenses",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(63)",
                oldMaxLength: 63,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<int>(
                name: "breaker_percent",
                schema: "identity",
                table: "directories",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "breaker_removals",
                schema: "identity",
                table: "directories",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "decided_at",
                schema: "identity",
                table: "directories",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "holding_since",
                schema: "identity",
                table: "directories",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "members",
                schema: "identity",
                table: "directories",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<bool>(
                name: "team_per_group",
                schema: "identity",
                table: "directories",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expires_at",
                schema: "identity",
                table: "admin_keys",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "organization_id",
                schema: "identity",
                table: "admin_keys",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "prefix",
                schema: "identity",
                table: "admin_keys",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "scopes",
                schema: "identity",
                table: "admin_keys",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "owner",
                collation: "Latin1_General_100_BIN2");

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
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    mapping_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    directory_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    group_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    team_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    role = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    mode = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    priority = table.Column<int>(type: "int", nullable: false),
                    plan = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mapping_copies", x => new { x.organization_id, x.mapping_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_user_licenses_organization_id_waits_for_priority_waits_since_user_id",
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
                name: "IX_user_licenses_organization_id_waits_for_priority_waits_since_user_id",
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
                type: "nvarchar(63)",
                maxLength: 63,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(64)",
                oldMaxLength: 64,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "key",
                schema: "identity",
                table: "offered_licenses",
                type: "nvarchar(63)",
                maxLength: 63,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(64)",
                oldMaxLength: 64,
                oldCollation: "Latin1_General_100_BIN2");

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
