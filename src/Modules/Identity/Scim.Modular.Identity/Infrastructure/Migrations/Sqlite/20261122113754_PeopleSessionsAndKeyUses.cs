using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PeopleSessionsAndKeyUses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "administrator_id",
                schema: "identity",
                table: "identity_sessions",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<Guid>(
                name: "user_id",
                schema: "identity",
                table: "identity_sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "last_used_at",
                schema: "identity",
                table: "identity_admin_keys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_sessions_organization_id_user_id",
                schema: "identity",
                table: "identity_sessions",
                columns: new[] { "organization_id", "user_id" },
                filter: "user_id IS NOT NULL");

            migrationBuilder.AddForeignKey(
                name: "FK_identity_sessions_identity_users_organization_id_user_id",
                schema: "identity",
                table: "identity_sessions",
                columns: new[] { "organization_id", "user_id" },
                principalSchema: "identity",
                principalTable: "identity_users",
                principalColumns: new[] { "organization_id", "id" },
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_identity_sessions_identity_users_organization_id_user_id",
                schema: "identity",
                table: "identity_sessions");

            migrationBuilder.DropIndex(
                name: "IX_identity_sessions_organization_id_user_id",
                schema: "identity",
                table: "identity_sessions");

            migrationBuilder.DropColumn(
                name: "user_id",
                schema: "identity",
                table: "identity_sessions");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                schema: "identity",
                table: "identity_admin_keys");

            migrationBuilder.AlterColumn<Guid>(
                name: "administrator_id",
                schema: "identity",
                table: "identity_sessions",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
