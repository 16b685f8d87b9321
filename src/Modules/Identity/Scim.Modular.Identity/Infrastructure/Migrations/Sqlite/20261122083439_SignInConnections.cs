using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SignInConnections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "identity_sign_in_connections",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    client_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    sso_url = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    certificates = table.Column<string>(type: "TEXT", nullable: true),
                    allow_idp_initiated = table.Column<bool>(type: "INTEGER", nullable: false),
                    require_both_signatures = table.Column<bool>(type: "INTEGER", nullable: false),
                    email_attribute = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    name_attribute = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_sign_in_connections", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_identity_sign_in_connections_identity_organizations_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "identity",
                        principalTable: "identity_organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_used_assertions",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    connection_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    forgotten_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_used_assertions", x => new { x.organization_id, x.connection_id, x.hash });
                    table.ForeignKey(
                        name: "FK_identity_used_assertions_identity_sign_in_connections_organization_id_connection_id",
                        columns: x => new { x.organization_id, x.connection_id },
                        principalSchema: "identity",
                        principalTable: "identity_sign_in_connections",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_identity_sign_in_connections_id",
                schema: "identity",
                table: "identity_sign_in_connections",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_sign_in_connections_organization_id_issuer",
                schema: "identity",
                table: "identity_sign_in_connections",
                columns: new[] { "organization_id", "issuer" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_used_assertions_organization_id_connection_id_forgotten_at",
                schema: "identity",
                table: "identity_used_assertions",
                columns: new[] { "organization_id", "connection_id", "forgotten_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identity_used_assertions",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_sign_in_connections",
                schema: "identity");
        }
    }
}
