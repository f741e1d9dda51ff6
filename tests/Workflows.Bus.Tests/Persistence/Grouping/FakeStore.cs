using System.Threading.Channels;

namespace Workflows.Tests.Persistence.Grouping;

/// <summary>Takes groups of numbers, and answers each when it is told to: with the numbers themselves, or with an error.</summary>
internal sealed class FakeStore
{
    private readonly Channel<FakeGroup> _asked = Channel.CreateUnbounded<FakeGroup>();

    public Task<IReadOnlyList<string>> AskAsync(IReadOnlyList<int> items)
    {
        var group = new FakeGroup([.. items], new TaskCompletionSource<IReadOnlyList<string>>(TaskCreationOptions.RunContinuationsAsynchronously));
        _asked.Writer.TryWrite(group);
        return group.Reply.Task;
    }

    /// <summary>The next group, when it has come.</summary>
    public Task<FakeGroup> NextAsync() =>
        _asked.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}

internal sealed record FakeGroup(IReadOnlyList<int> Items, TaskCompletionSource<IReadOnlyList<string>> Reply)
{
    public void Answer() => Reply.SetResult([.. Items.Select(item => $"answer {item}")]);

    public void Fail(Exception exception) => Reply.SetException(exception);
}
