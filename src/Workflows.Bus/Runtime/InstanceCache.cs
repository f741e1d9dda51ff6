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

        _young[instance.Id] = instance;
        if (_young.Count >= GenerationSize)
            (_old, _young) = (_young, new ConcurrentDictionary<Guid, WorkflowInstance>());
    }

    public void Forget(Guid id)
    {
        _young.TryRemove(id, out _);
        _old.TryRemove(id, out _);
    }
}
