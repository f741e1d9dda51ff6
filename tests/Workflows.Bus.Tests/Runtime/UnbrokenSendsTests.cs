using Workflows.Runtime;

namespace Workflows.Tests.Runtime;

public sealed class UnbrokenSendsTests : IDisposable
{
    private readonly UnbrokenSends _sends = SendsWithoutBroker.Create();

    public void Dispose() => _sends.Dispose();

    [Fact]
    public async Task Who_gives_up_waiting_does_not_break_off_the_sending()
    {
        var transport = new TaskCompletionSource();
        var sent = false;
        using var patience = new CancellationTokenSource();
        var waiting = _sends.RunAsync(async _ =>
        {
            await transport.Task;
            sent = true;
        }, patience.Token);

        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        sent.ShouldBeFalse();

        transport.SetResult();
        await Eventually.ShouldHoldAsync(() => sent);
    }

    [Fact]
    public async Task What_fails_fails_for_who_waits() =>
        (await Should.ThrowAsync<InvalidOperationException>(_sends.RunAsync(_ => throw new InvalidOperationException("no broker"), CancellationToken.None)))
            .Message.ShouldBe("no broker");

    [Fact]
    public async Task One_that_the_transport_cancels_is_one_that_got_no_answer() =>
        await Should.ThrowAsync<TimeoutException>(_sends.RunAsync(_ => Task.FromCanceled(new CancellationToken(canceled: true)), CancellationToken.None));

    [Fact]
    public async Task One_that_does_not_heed_its_token_is_left_behind_and_gives_its_place_back()
    {
        using var sends = SendsWithoutBroker.Create(TimeSpan.FromMilliseconds(20));

        await Should.ThrowAsync<TimeoutException>(sends.RunAsync(_ => new TaskCompletionSource().Task, CancellationToken.None));
        await Should.ThrowAsync<TimeoutException>(Task.WhenAll(Enumerable.Range(0, 3_000).Select(_ => sends.RunAsync(_ => new TaskCompletionSource().Task, CancellationToken.None))));

        await sends.RunAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Those_that_were_given_up_do_not_pile_up_without_end()
    {
        var transport = new TaskCompletionSource();
        var begun = 0;
        Task Send(CancellationToken end)
        {
            Interlocked.Increment(ref begun);
            return transport.Task;
        }

        using var patience = new CancellationTokenSource();
        var sends = Enumerable.Range(0, 2_500).Select(_ => _sends.RunAsync(Send, patience.Token)).ToArray();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Task.WhenAll(sends));
        begun.ShouldBe(2_000);

        var next = _sends.RunAsync(Send, TestContext.Current.CancellationToken);
        begun.ShouldBe(2_000);
        transport.SetResult();
        await next;
        begun.ShouldBe(2_001);
    }
}
