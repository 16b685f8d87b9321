using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Administrators : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "identity_administrators",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    email_key = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    last_sign_in_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_administrators", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "identity_sessions",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    administrator_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    authenticated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_sessions", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_identity_sessions_identity_administrators_organization_id_administrator_id",
                        columns: x => new { x.organization_id, x.administrator_id },
                        principalSchema: "identity",
                        principalTable: "identity_administrators",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_sign_in_links",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    administrator_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_sign_in_links", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_identity_sign_in_links_identity_administrators_organization_id_administrator_id",
                        columns: x => new { x.organization_id, x.administrator_id },
                        principalSchema: "identity",
                        principalTable: "identity_administrators",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_identity_administrators_organization_id_email_key",
                schema: "identity",
                table: "identity_administrators",
                columns: new[] { "organization_id", "email_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_administrators_organization_id_issuer_subject",
                schema: "identity",
                table: "identity_administrators",
                columns: new[] { "organization_id", "issuer", "subject" },
                unique: true,
                filter: "issuer IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_identity_sessions_hash",
                schema: "identity",
                table: "identity_sessions",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_sessions_id",
                schema: "identity",
                table: "identity_sessions",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_sessions_organization_id_administrator_id",
                schema: "identity",
                table: "identity_sessions",
                columns: new[] { "organization_id", "administrator_id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_sign_in_links_hash",
                schema: "identity",
                table: "identity_sign_in_links",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_sign_in_links_organization_id_administrator_id",
                schema: "identity",
                table: "identity_sign_in_links",
                columns: new[] { "organization_id", "administrator_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identity_sessions",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_sign_in_links",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_administrators",
                schema: "identity");
        }
    }
}
