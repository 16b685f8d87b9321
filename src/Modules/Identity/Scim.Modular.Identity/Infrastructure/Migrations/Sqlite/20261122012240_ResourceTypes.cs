using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ResourceTypes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "user_id",
                schema: "identity",
                table: "identity_tokens",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "profile",
                schema: "identity",
                table: "identity_directories",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "lenient");

            migrationBuilder.CreateTable(
                name: "identity_group_ancestors",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ancestor_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_group_ancestors", x => new { x.organization_id, x.group_id, x.ancestor_id });
                    table.ForeignKey(
                        name: "FK_identity_group_ancestors_identity_groups_organization_id_ancestor_id",
                        columns: x => new { x.organization_id, x.ancestor_id },
                        principalSchema: "identity",
                        principalTable: "identity_groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_identity_group_ancestors_identity_groups_organization_id_group_id",
                        columns: x => new { x.organization_id, x.group_id },
                        principalSchema: "identity",
                        principalTable: "identity_groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_nested_groups",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    member_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_nested_groups", x => new { x.organization_id, x.group_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_identity_nested_groups_identity_groups_organization_id_group_id",
                        columns: x => new { x.organization_id, x.group_id },
                        principalSchema: "identity",
                        principalTable: "identity_groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_identity_nested_groups_identity_groups_organization_id_member_id",
                        columns: x => new { x.organization_id, x.member_id },
                        principalSchema: "identity",
                        principalTable: "identity_groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_offered_licenses",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    search = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_modified_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_offered_licenses", x => new { x.organization_id, x.plan_id });
                });

            migrationBuilder.CreateTable(
                name: "identity_resource_types",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    endpoint = table.Column<string>(type: "TEXT", maxLength: 65, nullable: true),
                    description = table.Column<string>(type: "TEXT", nullable: false),
                    schema = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    extensions = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_modified_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_resource_types", x => new { x.organization_id, x.name });
                    table.ForeignKey(
                        name: "FK_identity_resource_types_identity_organizations_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "identity",
                        principalTable: "identity_organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_resources",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    external_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_modified_at = table.Column<long>(type: "INTEGER", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    search = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_resources", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_identity_resources_identity_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "identity_directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_schemas",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    urn_key = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    urn = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_modified_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_schemas", x => new { x.organization_id, x.urn_key });
                    table.ForeignKey(
                        name: "FK_identity_schemas_identity_organizations_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "identity",
                        principalTable: "identity_organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_unique_values",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    value_key = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    resource_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_unique_values", x => new { x.organization_id, x.directory_id, x.type, x.path, x.value_key });
                    table.ForeignKey(
                        name: "FK_identity_unique_values_identity_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "identity_directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_identity_group_ancestors_organization_id_ancestor_id",
                schema: "identity",
                table: "identity_group_ancestors",
                columns: new[] { "organization_id", "ancestor_id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_nested_groups_organization_id_member_id",
                schema: "identity",
                table: "identity_nested_groups",
                columns: new[] { "organization_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_offered_licenses_organization_id_key",
                schema: "identity",
                table: "identity_offered_licenses",
                columns: new[] { "organization_id", "key" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_resource_types_organization_id_endpoint",
                schema: "identity",
                table: "identity_resource_types",
                columns: new[] { "organization_id", "endpoint" },
                unique: true,
                filter: "endpoint IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_identity_resources_organization_id_directory_id_type_external_id",
                schema: "identity",
                table: "identity_resources",
                columns: new[] { "organization_id", "directory_id", "type", "external_id" },
                unique: true,
                filter: "external_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_identity_resources_organization_id_directory_id_type_id",
                schema: "identity",
                table: "identity_resources",
                columns: new[] { "organization_id", "directory_id", "type", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_identity_unique_values_organization_id_resource_id",
                schema: "identity",
                table: "identity_unique_values",
                columns: new[] { "organization_id", "resource_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identity_group_ancestors",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_nested_groups",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_offered_licenses",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_resource_types",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_resources",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_schemas",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_unique_values",
                schema: "identity");

            migrationBuilder.DropColumn(
                name: "user_id",
                schema: "identity",
                table: "identity_tokens");

            migrationBuilder.DropColumn(
                name: "profile",
                schema: "identity",
                table: "identity_directories");
        }
    }
}
