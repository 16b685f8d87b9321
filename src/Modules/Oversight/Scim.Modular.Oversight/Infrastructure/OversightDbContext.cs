using Microsoft.EntityFrameworkCore;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.Oversight.Domain.Reconciliation;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Oversight.Infrastructure;

/// <summary>The tables of the audit log, of webhooks, of reconciliation and of background jobs.</summary>
internal sealed class OversightDbContext(DbContextOptions<OversightDbContext> options) : ModuleDbContext(options)
{
    public const string Module = "oversight";

    public override string Schema => Module;

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<AuditChain> Chains => Set<AuditChain>();

    public DbSet<WebhookEndpoint> Webhooks => Set<WebhookEndpoint>();

    public DbSet<WebhookMessage> Messages => Set<WebhookMessage>();

    public DbSet<WebhookAttempt> Attempts => Set<WebhookAttempt>();

    public DbSet<ReconcileRun> Runs => Set<ReconcileRun>();

    public DbSet<JobLease> Leases => Set<JobLease>();

    public DbSet<BackgroundJob> Jobs => Set<BackgroundJob>();

    protected override void Configure(ModelBuilder model)
    {
        ConfigureAudit(model);
        ConfigureWebhooks(model);
        model.Entity<ReconcileRun>(row =>
        {
            row.ToTable("reconcile_runs");
            row.HasKey(run => new { run.OrganizationId, run.Id });
            row.HasIndex(run => run.At);
            row.Property(run => run.By).HasMaxLength(100);
        });
        model.Entity<BackgroundJob>(row =>
        {
            row.ToTable("background_jobs");
            row.HasKey(job => new { job.OrganizationId, job.Id });
            row.HasIndex(job => job.StartedAt);
            row.Property(job => job.Kind).HasConversion<string>().HasMaxLength(20);
            row.Property(job => job.By).HasMaxLength(100);
            row.Property(job => job.Problem).HasMaxLength(BackgroundJob.LongestProblem);
        });
        model.Entity<JobLease>(row =>
        {
            row.ToTable("job_leases");
            row.HasKey(lease => lease.Name);
            row.Property(lease => lease.Name).HasMaxLength(40);
        });
    }

    private static void ConfigureAudit(ModelBuilder model)
    {
        model.Entity<AuditEntry>(row =>
        {
            row.ToTable("audit");
            row.HasKey(entry => new { entry.OrganizationId, entry.Sequence });
            row.HasIndex(entry => new { entry.OrganizationId, entry.EventId }).IsUnique();
            row.HasIndex(entry => new { entry.OrganizationId, entry.Actor, entry.Sequence });
            row.HasIndex(entry => new { entry.OrganizationId, entry.Action, entry.Sequence });
            row.HasIndex(entry => new { entry.OrganizationId, entry.Target, entry.Sequence });
            row.Property(entry => entry.Actor).HasMaxLength(100);
            row.Property(entry => entry.Action).HasMaxLength(100);
            row.Property(entry => entry.Target).HasMaxLength(120);
            row.Property(entry => entry.Hash).HasMaxLength(32);
        });
        model.Entity<AuditChain>(row =>
        {
            row.ToTable("audit_chains");
            row.HasKey(chain => chain.OrganizationId);
            row.Property(chain => chain.Hash).HasMaxLength(32);
            row.Property(chain => chain.AnchorHash).HasMaxLength(32);
        });
    }

    private static void ConfigureWebhooks(ModelBuilder model)
    {
        model.Entity<WebhookEndpoint>(row =>
        {
            row.ToTable("webhooks");
            row.HasKey(webhook => new { webhook.OrganizationId, webhook.Id });
            row.HasIndex(webhook => new { webhook.OrganizationId, webhook.Slot }).IsUnique();
            row.Ignore(webhook => webhook.Events);
            row.Property(webhook => webhook.Url).HasMaxLength(2000);
            row.Property(webhook => webhook.Description).HasMaxLength(200);
            row.Property(webhook => webhook.Patterns).HasMaxLength(4000);
            row.Property(webhook => webhook.Status).HasMaxLength(20);
            row.Property(webhook => webhook.DisabledReason).HasMaxLength(40);
            row.Property(webhook => webhook.Secret).HasMaxLength(200);
            row.Property(webhook => webhook.PreviousSecret).HasMaxLength(200);
        });
        model.Entity<WebhookMessage>(row =>
        {
            row.ToTable("webhook_messages");
            row.HasKey(message => new { message.OrganizationId, message.Id });
            row.HasIndex(message => new { message.OrganizationId, message.WebhookId, message.EventId }).IsUnique();
            row.HasIndex(message => new { message.OrganizationId, message.WebhookId, message.Id });
            // What is due, of all organizations: a short index, however long the log of deliveries is.
            row.HasIndex(message => message.NextAt, "ix_webhook_messages_due").HasFilter("next_at IS NOT NULL");
            row.HasIndex(message => message.CreatedAt);
            row.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(message => new { message.OrganizationId, message.WebhookId })
                .OnDelete(DeleteBehavior.Cascade);
            row.Property(message => message.Type).HasMaxLength(100);
            row.Property(message => message.Status).HasConversion<string>().HasMaxLength(20);
        });
        model.Entity<WebhookAttempt>(row =>
        {
            row.ToTable("webhook_attempts");
            row.HasKey(attempt => new { attempt.OrganizationId, attempt.MessageId, attempt.Number });
            row.HasOne<WebhookMessage>().WithMany().HasForeignKey(attempt => new { attempt.OrganizationId, attempt.MessageId })
                .OnDelete(DeleteBehavior.Cascade);
            row.Property(attempt => attempt.Error).HasMaxLength(500);
            row.Property(attempt => attempt.Response).HasMaxLength(1024);
        });
    }
}
