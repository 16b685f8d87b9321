using System.Diagnostics;

namespace Scim.Modular.IntegrationTests.Model;

/// <summary>Makes a delivery fail at a step of its work: at the activities that the service emits there, as the fault tests do.</summary>
internal sealed class Crashes : IDisposable
{
    private static readonly AsyncLocal<Crashes?> Current = new();
    private static readonly ActivityListener Listener = new()
    {
        ShouldListenTo = source => source.Name == "Scim.Modular",
        Sample = (ref _) => Current.Value is null ? ActivitySamplingResult.None : ActivitySamplingResult.AllData,
        ActivityStarted = activity => Current.Value?.Reach(activity),
    };

    private (string Activity, string Consumer)? _at;
    private int _left;

    static Crashes() => ActivitySource.AddActivityListener(Listener);

    public int Happened { get; private set; }

    public void Set(string activity, string consumer, int times) => (_at, _left) = ((activity, consumer), times);

    public void Clear() => _left = 0;

    /// <summary>From now on, in what this test calls.</summary>
    public void Begin() => Current.Value = this;

    public void Dispose() => Current.Value = null;

    private void Reach(Activity activity)
    {
        if (_left == 0 || _at is not { } at || activity.OperationName != at.Activity || !Equals(activity.GetTagItem("consumer"), at.Consumer))
            return;
        _left--;
        Happened++;
        throw new InvalidOperationException($"crash at {at.Activity} of {at.Consumer}");
    }
}
