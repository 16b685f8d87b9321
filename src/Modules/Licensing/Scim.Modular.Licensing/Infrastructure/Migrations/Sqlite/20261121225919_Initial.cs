using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Scim.Modular.Licensing.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "licensing");

            migrationBuilder.CreateTable(
                name: "licensing_deliveries",
                schema: "licensing",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    consumer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stream = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    available_at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    leased_until = table.Column<long>(type: "INTEGER", nullable: true),
                    lease = table.Column<Guid>(type: "TEXT", nullable: true),
                    parked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    holds_stream = table.Column<bool>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_deliveries", x => new { x.event_id, x.consumer });
                });

            migrationBuilder.CreateTable(
                name: "licensing_events",
                schema: "licensing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    stream = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: true),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_events", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_inbox",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    handled_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_inbox", x => new { x.organization_id, x.event_id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_organization_locks",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_organization_locks", x => x.organization_id);
                });

            migrationBuilder.CreateTable(
                name: "licensing_people",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    directory_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: true),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    deleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    fact_version = table.Column<long>(type: "INTEGER", nullable: false),
                    first_seen = table.Column<long>(type: "INTEGER", nullable: false),
                    search_text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_people", x => new { x.organization_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_plans",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    seats = table.Column<int>(type: "INTEGER", nullable: true),
                    used = table.Column<int>(type: "INTEGER", nullable: false),
                    reserved = table.Column<int>(type: "INTEGER", nullable: false),
                    ceiling = table.Column<int>(type: "INTEGER", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false),
                    overflow = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    overage_limit = table.Column<int>(type: "INTEGER", nullable: true),
                    hold_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_plans", x => new { x.organization_id, x.key });
                    table.CheckConstraint("ck_plans_seats", "used >= 0 AND reserved >= 0 AND used + reserved <= ceiling");
                });

            migrationBuilder.CreateTable(
                name: "licensing_reservations",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    lapses_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_reservations", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_seats",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    overage = table.Column<bool>(type: "INTEGER", nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_seats", x => new { x.organization_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "licensing_tombstones",
                schema: "licensing",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_licensing_tombstones", x => new { x.organization_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_licensing_deliveries_consumer_stream_version",
                schema: "licensing",
                table: "licensing_deliveries",
                columns: new[] { "consumer", "stream", "version" });

            migrationBuilder.CreateIndex(
                name: "IX_licensing_deliveries_request_id",
                schema: "licensing",
                table: "licensing_deliveries",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "IX_licensing_events_organization_id_person_id",
                schema: "licensing",
                table: "licensing_events",
                columns: new[] { "organization_id", "person", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_licensing_events_organization_id_request_id",
                schema: "licensing",
                table: "licensing_events",
                columns: new[] { "organization_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "IX_licensing_events_organization_id_stream_version",
                schema: "licensing",
                table: "licensing_events",
                columns: new[] { "organization_id", "stream", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_licensing_inbox_handled_at",
                schema: "licensing",
                table: "licensing_inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "IX_licensing_people_organization_id_directory_id",
                schema: "licensing",
                table: "licensing_people",
                columns: new[] { "organization_id", "directory_id" });

            migrationBuilder.CreateIndex(
                name: "ix_plans_default",
                schema: "licensing",
                table: "licensing_plans",
                column: "organization_id",
                unique: true,
                filter: "is_default = 1");

            migrationBuilder.CreateIndex(
                name: "IX_licensing_reservations_lapses_at",
                schema: "licensing",
                table: "licensing_reservations",
                column: "lapses_at");

            migrationBuilder.CreateIndex(
                name: "ix_seats_line",
                schema: "licensing",
                table: "licensing_seats",
                columns: new[] { "organization_id", "plan_key", "status", "priority", "since", "user_id" },
                descending: new[] { false, false, false, true, false, false });

            migrationBuilder.CreateIndex(
                name: "ix_seats_overage",
                schema: "licensing",
                table: "licensing_seats",
                columns: new[] { "organization_id", "plan_key", "since" },
                filter: "overage = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "licensing_deliveries",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_events",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_inbox",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_organization_locks",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_people",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_plans",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_reservations",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_seats",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "licensing_tombstones",
                schema: "licensing");
        }
    }
}
