using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Identity.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class DeliveriesInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_deliveries",
                schema: "identity",
                table: "deliveries");

            migrationBuilder.AddPrimaryKey(
                name: "PK_deliveries",
                schema: "identity",
                table: "deliveries",
                columns: new[] { "consumer", "event_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_deliveries",
                schema: "identity",
                table: "deliveries");

            migrationBuilder.AddPrimaryKey(
                name: "PK_deliveries",
                schema: "identity",
                table: "deliveries",
                columns: new[] { "event_id", "consumer" });
        }
    }
}
