using System.Diagnostics;
using System.Globalization;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Model;

/// <summary>
/// Effective state is a pure function of facts and configuration: whatever happened, and however its news were delivered, at rest the
/// service stores what an independent computation says, and its own reconciler finds nothing (A05–A07, B15, B16, B19 at random).
/// MODEL_SEED repeats a run, MODEL_HISTORIES says how many.
/// </summary>
public abstract class ModelTests(ProvidedDatabase provided, int usual)
{
    private const int Steps = 30;

    [Fact]
    public async Task After_any_history_the_stored_state_is_what_facts_and_configuration_come_to()
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("MODEL_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given : (ulong)Random.Shared.NextInt64(1 << 30);
        var histories = int.TryParse(Environment.GetEnvironmentVariable("MODEL_HISTORIES"), CultureInfo.InvariantCulture, out var number) ? number : usual;
        // So few that what concerns everybody is never done at once: other news comes in between.
        var portion = new Portion(2 + (int)(seed % 2));
        await using var service = InProcessService.Create(
            provided.Database, new FakeClock(), services => services.AddSingleton(portion), ("Events:Batch", "4"),
            ("Events:Backoff", "00:00:00.001"), ("Events:BackoffLimit", "00:00:00.001"));
        var watch = Stopwatch.StartNew();
        var (done, steps, crashes) = (0, 0, 0);
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var history in Histories.Of(seed, histories, Steps))
        {
            var (failure, world) = await RunAsync(service, history);
            if (failure is not null)
            {
                var smallest = await History.SmallestAsync(history, failure, async some => (await RunAsync(service, some)).Failure);
                Assert.Fail(FormattableString.Invariant(
                    $"MODEL_SEED={seed}, history {done}:\n{History.Text(smallest.Steps)}\n\n{smallest.Failure}"));
            }

            foreach (var rare in world.Seen)
                seen[rare] = seen.GetValueOrDefault(rare) + 1;
            (done, steps, crashes) = (done + 1, steps + world.Done, crashes + world.Crashes.Happened);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"MODEL_SEED={seed}: {done} histories, {steps} steps and {crashes} crashes in {watch.Elapsed.TotalSeconds:F1} s")
            + "; histories with " + string.Join(", ", seen.Select(one => FormattableString.Invariant($"{one.Key}: {one.Value}"))));
    }

    /// <summary>Lives a history in an organization of its own; what is wrong in the end, or null.</summary>
    private static async Task<(string? Failure, World World)> RunAsync(InProcessService service, IReadOnlyList<Step> history)
    {
        var world = await World.CreateAsync(service);
        using var crashes = world.Crashes;
        crashes.Begin();
        try
        {
            foreach (var step in history)
                await world.DoAsync(step);
            await world.RestAsync();
            return (await new Oracle(world).CompareAsync(), world);
        }
        catch (Exception failure)
        {
            return (failure.ToString(), world);
        }
    }
}

public sealed class ModelOnSqlite(SqliteDatabase database) : ModelTests(database, usual: 20), IClassFixture<SqliteDatabase>;

public sealed class ModelOnPostgreSql(PostgreSqlDatabase database) : ModelTests(database, usual: 10), IClassFixture<PostgreSqlDatabase>;
