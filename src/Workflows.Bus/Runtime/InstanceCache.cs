using System.Collections.Concurrent;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Instances as this process committed them last, so that the next message needs no load. What is here may be behind the store: a decision
/// that changes nothing is made again on a fresh read, and one that changes something is checked by its revision.
/// Two generations: when the young one is full it becomes the old one, and the old one is forgotten.
/// </summary>
internal sealed class InstanceCache
{
    private const int GenerationSize = 8_192;
    private const int MaxStateLength = 16_384;

    private ConcurrentDictionary<Guid, WorkflowInstance> _young = new();
    private ConcurrentDictionary<Guid, WorkflowInstance> _old = new();

    // The dictionary's own count takes all of its locks. This one may be off by a few when threads meet.
    private int _youngCount;

    /// <returns>The instance, if it is known at least at that revision.</returns>
    public WorkflowInstance? Find(Guid id, long minRevision)
    {
        if (!_young.TryGetValue(id, out var instance) && !_old.TryGetValue(id, out instance))
            return null;

        return instance.Revision >= minRevision ? instance : null;
    }

    /// <summary>Keeps an instance that a step message is about to come for; forgets one that rests or has ended.</summary>
    public void Note(WorkflowInstance instance)
    {
        if (instance.Status != WorkflowStatus.Running || instance.State.Length > MaxStateLength)
        {
            Forget(instance.Id);
            return;
        }

        var young = _young;
        if (!young.TryAdd(instance.Id, instance))
            young[instance.Id] = instance;
        else if (Interlocked.Increment(ref _youngCount) >= GenerationSize)
            Age();
    }

    public void Forget(Guid id)
    {
        if (_young.TryRemove(id, out _))
            Interlocked.Decrement(ref _youngCount);

        _old.TryRemove(id, out _);
    }

    private void Age()
    {
        (_old, _young) = (_young, new ConcurrentDictionary<Guid, WorkflowInstance>());
        Interlocked.Exchange(ref _youngCount, 0);
    }
}
