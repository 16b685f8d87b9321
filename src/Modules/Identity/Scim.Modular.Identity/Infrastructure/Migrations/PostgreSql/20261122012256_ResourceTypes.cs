using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.PostgreSql
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
                table: "tokens",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "profile",
                schema: "identity",
                table: "directories",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "lenient",
                collation: "C");

            migrationBuilder.CreateTable(
                name: "group_ancestors",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ancestor_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_group_ancestors", x => new { x.organization_id, x.group_id, x.ancestor_id });
                    table.ForeignKey(
                        name: "FK_group_ancestors_groups_organization_id_ancestor_id",
                        columns: x => new { x.organization_id, x.ancestor_id },
                        principalSchema: "identity",
                        principalTable: "groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_group_ancestors_groups_organization_id_group_id",
                        columns: x => new { x.organization_id, x.group_id },
                        principalSchema: "identity",
                        principalTable: "groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "nested_groups",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_nested_groups", x => new { x.organization_id, x.group_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_nested_groups_groups_organization_id_group_id",
                        columns: x => new { x.organization_id, x.group_id },
                        principalSchema: "identity",
                        principalTable: "groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_nested_groups_groups_organization_id_member_id",
                        columns: x => new { x.organization_id, x.member_id },
                        principalSchema: "identity",
                        principalTable: "groups",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "offered_licenses",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    search = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_modified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_offered_licenses", x => new { x.organization_id, x.plan_id });
                });

            migrationBuilder.CreateTable(
                name: "resource_types",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    endpoint = table.Column<string>(type: "character varying(65)", maxLength: 65, nullable: true, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    schema = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    extensions = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_modified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resource_types", x => new { x.organization_id, x.name });
                    table.ForeignKey(
                        name: "FK_resource_types_organizations_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "identity",
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "resources",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    external_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_modified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    search = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resources", x => new { x.organization_id, x.id });
                    table.ForeignKey(
                        name: "FK_resources_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "schemas",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    urn_key = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    urn = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    definition = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_modified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_schemas", x => new { x.organization_id, x.urn_key });
                    table.ForeignKey(
                        name: "FK_schemas_organizations_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "identity",
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unique_values",
                schema: "identity",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    path = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    value_key = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, collation: "C"),
                    resource_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unique_values", x => new { x.organization_id, x.directory_id, x.type, x.path, x.value_key });
                    table.ForeignKey(
                        name: "FK_unique_values_directories_organization_id_directory_id",
                        columns: x => new { x.organization_id, x.directory_id },
                        principalSchema: "identity",
                        principalTable: "directories",
                        principalColumns: new[] { "organization_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_group_ancestors_organization_id_ancestor_id",
                schema: "identity",
                table: "group_ancestors",
                columns: new[] { "organization_id", "ancestor_id" });

            migrationBuilder.CreateIndex(
                name: "IX_nested_groups_organization_id_member_id",
                schema: "identity",
                table: "nested_groups",
                columns: new[] { "organization_id", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_offered_licenses_organization_id_key",
                schema: "identity",
                table: "offered_licenses",
                columns: new[] { "organization_id", "key" });

            migrationBuilder.CreateIndex(
                name: "IX_resource_types_organization_id_endpoint",
                schema: "identity",
                table: "resource_types",
                columns: new[] { "organization_id", "endpoint" },
                unique: true,
                filter: "endpoint IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_resources_organization_id_directory_id_type_external_id",
                schema: "identity",
                table: "resources",
                columns: new[] { "organization_id", "directory_id", "type", "external_id" },
                unique: true,
                filter: "external_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_resources_organization_id_directory_id_type_id",
                schema: "identity",
                table: "resources",
                columns: new[] { "organization_id", "directory_id", "type", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_unique_values_organization_id_resource_id",
                schema: "identity",
                table: "unique_values",
                columns: new[] { "organization_id", "resource_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "group_ancestors",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "nested_groups",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "offered_licenses",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "resource_types",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "resources",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "schemas",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "unique_values",
                schema: "identity");

            migrationBuilder.DropColumn(
                name: "user_id",
                schema: "identity",
                table: "tokens");

            migrationBuilder.DropColumn(
                name: "profile",
                schema: "identity",
                table: "directories");
        }
    }
}
