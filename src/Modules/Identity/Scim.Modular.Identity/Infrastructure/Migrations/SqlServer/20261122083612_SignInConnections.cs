using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.SqlServer
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
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    kind = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    enabled = table.Column<bool>(type: "bit", nullable: false),
                    issuer = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    client_id = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    client_secret = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    sso_url = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    certificates = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    allow_idp_initiated = table.Column<bool>(type: "bit", nullable: false),
                    require_both_signatures = table.Column<bool>(type: "bit", nullable: false),
                    email_attribute = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    name_attribute = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
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
                    organization_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    connection_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    forgotten_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_used_assertions", x => new { x.organization_id, x.connection_id, x.hash });
                    table.ForeignKey(
                        name: "FK_used_assertions_sign_in_connections_organization_id_connection_id",
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
