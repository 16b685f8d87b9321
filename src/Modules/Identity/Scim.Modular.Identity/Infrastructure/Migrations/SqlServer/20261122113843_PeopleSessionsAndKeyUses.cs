using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.SqlServer
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
                table: "sessions",
                type: "uniqueidentifier",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uniqueidentifier");

            migrationBuilder.AddColumn<Guid>(
                name: "user_id",
                schema: "identity",
                table: "sessions",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_used_at",
                schema: "identity",
                table: "admin_keys",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_organization_id_user_id",
                schema: "identity",
                table: "sessions",
                columns: new[] { "organization_id", "user_id" },
                filter: "user_id IS NOT NULL");

            migrationBuilder.AddForeignKey(
                name: "FK_sessions_users_organization_id_user_id",
                schema: "identity",
                table: "sessions",
                columns: new[] { "organization_id", "user_id" },
                principalSchema: "identity",
                principalTable: "users",
                principalColumns: new[] { "organization_id", "id" },
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_sessions_users_organization_id_user_id",
                schema: "identity",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "IX_sessions_organization_id_user_id",
                schema: "identity",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "user_id",
                schema: "identity",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                schema: "identity",
                table: "admin_keys");

            migrationBuilder.AlterColumn<Guid>(
                name: "administrator_id",
                schema: "identity",
                table: "sessions",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uniqueidentifier",
                oldNullable: true);
        }
    }
}
