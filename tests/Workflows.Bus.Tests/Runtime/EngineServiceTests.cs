using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Runtime;

namespace Workflows.Tests.Runtime;

public sealed class EngineServiceTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_fails_while_the_container_is_taken_apart_is_its_end()
    {
        var service = new Failing(new ObjectDisposedException("IServiceProvider"));
        await service.BeginAsync();
        service.Fail();

        service.Dispose();

        await service.ExecuteTask!.WaitAsync(Canceled);
    }

    [Fact]
    public async Task What_fails_behind_the_stop_is_its_end()
    {
        var service = new Failing(new InvalidOperationException("The connection is closed."));
        await service.BeginAsync();
        service.Dispose();
        service.Fail();

        await service.ExecuteTask!.WaitAsync(Canceled);
    }

    [Fact]
    public async Task What_fails_before_is_a_crash()
    {
        using var service = new Failing(new InvalidOperationException("The connection is closed."));
        await service.BeginAsync();
        service.Fail();

        await Should.ThrowAsync<InvalidOperationException>(() => service.ExecuteTask!);
    }

    private sealed class Failing(Exception exception) : EngineService(NullLogger.Instance)
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task BeginAsync()
        {
            await StartAsync(Canceled);
            await _begun.Task.WaitAsync(Canceled);
        }

        public void Fail() => _failure.SetException(exception);

        protected override Task RunAsync(CancellationToken stoppingToken)
        {
            _begun.SetResult();
            return _failure.Task;
        }
    }
}
