using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class SignInConnections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "sign_in_connections",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false, collation: "C"),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    issuer = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    client_id = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    client_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    sso_url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    certificates = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    allow_idp_initiated = table.Column<bool>(type: "boolean", nullable: false),
                    require_both_signatures = table.Column<bool>(type: "boolean", nullable: false),
                    email_attribute = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    name_attribute = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_connections", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_sign_in_connections_organizations_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "identity",
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "used_assertions",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    forgotten_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_used_assertions", x => new { x.organization_id, x.connection_id, x.hash });
                    table.ForeignKey(
                        name: "FK_used_assertions_sign_in_connections_organization_id_connect~",
                        columns: x => new { x.organization_id, x.connection_id },
                        principalSchema: "identity",
                        principalTable: "sign_in_connections",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_connections_id",
                schema: "identity",
                table: "sign_in_connections",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_connections_organization_id_issuer",
                schema: "identity",
                table: "sign_in_connections",
                columns: new[] { "organization_id", "issuer" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_used_assertions_organization_id_connection_id_forgotten_at",
                schema: "identity",
                table: "used_assertions",
                columns: new[] { "organization_id", "connection_id", "forgotten_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "used_assertions",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "sign_in_connections",
                schema: "identity");
        }
    }
}
