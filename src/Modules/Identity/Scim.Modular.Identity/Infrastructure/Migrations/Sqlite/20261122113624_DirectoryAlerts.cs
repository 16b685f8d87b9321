using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DirectoryAlerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "active_changes",
                schema: "identity",
                table: "identity_users",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "flapped_at",
                schema: "identity",
                table: "identity_users",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "identity_directory_alerts",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_directory_alerts", x => new { x.organization_id, x.directory_id, x.kind, x.subject });
                    table.ForeignKey(
                        name: "FK_identity_directory_alerts_identity_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "identity_directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_identity_users_flapped_at",
                schema: "identity",
                table: "identity_users",
                column: "flapped_at",
                filter: "flapped_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identity_directory_alerts",
                schema: "identity");

            migrationBuilder.DropIndex(
                name: "IX_identity_users_flapped_at",
                schema: "identity",
                table: "identity_users");

            migrationBuilder.DropColumn(
                name: "active_changes",
                schema: "identity",
                table: "identity_users");

            migrationBuilder.DropColumn(
                name: "flapped_at",
                schema: "identity",
                table: "identity_users");
        }
    }
}
