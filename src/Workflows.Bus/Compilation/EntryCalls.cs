using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// Puts <see cref="EntryGuard"/> in front of every method of an interface that applications use, those that are added later included.
/// </summary>
internal class EntryCalls : DispatchProxy, IEntry
{
    private static readonly string[] _questions = ["Get", "List", "Find", "Search", "Count"];
    private static readonly MethodInfo _run = typeof(EntryCalls).GetMethod(nameof(RunAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static readonly ConcurrentDictionary<MethodInfo, Entry> _entries = new();

    private object _target = null!;
    private EntryGuard _guard = null!;

    public object Target => _target;

    /// <summary>Registers a service whose every call is guarded.</summary>
    public static void Add<TService, TImplementation>(IServiceCollection services)
        where TService : class
        where TImplementation : class, TService
    {
        services.AddScoped<TImplementation>();
        services.AddScoped(provider => Around<TService>(provider.GetRequiredService<TImplementation>(), provider.GetRequiredService<EntryGuard>()));
    }

    public static TService Around<TService>(TService target, EntryGuard guard)
        where TService : class
    {
        var proxy = Create<TService, EntryCalls>();
        var calls = (EntryCalls)(object)proxy;
        (calls._target, calls._guard) = (target, guard);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var entry = _entries.GetOrAdd(targetMethod!, static method => Entry.Of(method));
        return entry.Run is null ? entry.Call(_target, args!) : entry.Run.Invoke(this, BindingFlags.DoNotWrapExceptions, null, [entry, args], null);
    }

    private Task<T> RunAsync<T>(Entry entry, object?[] args)
    {
        var cancellationToken = (CancellationToken)args[^1]!;
        if (entry.WaitAt is { } infinite && args[infinite] is TimeSpan given && given == Timeout.InfiniteTimeSpan)
            args[infinite] = null;

        var wait = entry.WaitAt is { } at ? (TimeSpan?)args[at] : TimeSpan.Zero;
        if (wait < TimeSpan.Zero)
            return Task.FromException<T>(new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The timeout must be zero or more, or Timeout.InfiniteTimeSpan, but it is {wait}."));

        return _guard.RunAsync(end => (Task<T>)entry.Call(_target, [.. args[..^1], end])!, entry.IsQuestion, wait, cancellationToken);
    }

    /// <summary>How a method is called.</summary>
    /// <param name="Method">The method.</param>
    /// <param name="Run">Runs it guarded; null: it is not one that takes time.</param>
    /// <param name="IsQuestion">It changes nothing.</param>
    /// <param name="WaitAt">Which parameter says how long it may wait on purpose.</param>
    private sealed record Entry(MethodInfo Method, MethodInfo? Run, bool IsQuestion, int? WaitAt)
    {
        public static Entry Of(MethodInfo method)
        {
            var parameters = method.GetParameters();
            var isGuarded = method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>) && parameters is [.., { ParameterType: var last }] && last == typeof(CancellationToken);
            var waitAt = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(TimeSpan?) && parameter.Name == "timeout");
            return new Entry(
                method,
                isGuarded ? _run.MakeGenericMethod(method.ReturnType.GenericTypeArguments[0]) : null,
                _questions.Any(question => method.Name.StartsWith(question, StringComparison.Ordinal)) || waitAt >= 0,
                waitAt < 0 ? null : waitAt);
        }

        public object? Call(object target, object?[] args) => Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
