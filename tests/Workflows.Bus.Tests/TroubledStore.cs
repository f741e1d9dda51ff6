using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Instances;
using Workflows.Persistence.Memory;

namespace Workflows.Tests;

/// <summary>A store that a test takes away: its calls throw, or never end. Without trouble it is the store in memory.</summary>
public class TroubledStore : DispatchProxy
{
    private object _store = null!;
    private int _hangingCount;

    /// <summary>What every call throws; null: nothing.</summary>
    public Exception? Error { get; set; }

    /// <summary>Whether every call waits until it is canceled.</summary>
    public bool Hangs { get; set; }

    /// <summary>Calls that were made while it hung.</summary>
    public int HangingCount => _hangingCount;

    /// <summary>Puts it in front of the store that is registered.</summary>
    public static TroubledStore AddTo(IServiceCollection services)
    {
        var proxy = Create<IWorkflowStore, TroubledStore>();
        var troubled = (TroubledStore)(object)proxy;
        services.AddSingleton(provider =>
        {
            troubled._store = provider.GetRequiredService<MemoryWorkflowStore>();
            return proxy;
        });
        return troubled;
    }

    internal static TroubledStore InFrontOf<TStore>(TStore store)
        where TStore : class
    {
        var troubled = (TroubledStore)(object)Create<TStore, TroubledStore>();
        troubled._store = store;
        return troubled;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (Hangs)
        {
            Interlocked.Increment(ref _hangingCount);
            return typeof(TroubledStore).GetMethod(nameof(HangAsync), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(targetMethod!.ReturnType.IsGenericType ? targetMethod.ReturnType.GetGenericArguments()[0] : typeof(object))
                .Invoke(null, [args!.OfType<CancellationToken>().Single()]);
        }

        return Error is null ? targetMethod!.Invoke(_store, args) : throw Error;
    }

    private static async Task<T> HangAsync<T>(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("It never ends.");
    }
}
