using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// Makes the store known to this process and this process known to the store. An unreachable database is tried again until it is there;
/// the application runs meanwhile, and messages wait. Where the application refuses to run with what is found, its start fails.
/// </summary>
internal sealed class StoreStartup(StoreOpening opening, StartRefusal refusal, ILogger<StoreStartup> logger, IHostApplicationLifetime? lifetime = null) : EngineService(logger)
{
    private volatile bool _hasStarted;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await refusal.WaitAsync(opening.OpeningAsync(), cancellationToken);
        _hasStarted = true;
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await using var stopping = stoppingToken.UnsafeRegister(static state => ((StoreOpening)state!).Stop(), opening);
        try
        {
            await opening.OpeningAsync();
        }
        catch (WorkflowDefinitionException refused)
        {
            if (_hasStarted)
                CompilationLog.Refused(Logger, refused.Message);

            lifetime?.StopApplication();
        }
    }
}
