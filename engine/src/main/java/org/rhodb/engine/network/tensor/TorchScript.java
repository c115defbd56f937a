package org.rhodb.engine.network.tensor;

import static java.util.Objects.requireNonNull;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Kernels: functions in TorchScript source, compiled once and called by name.
 *
 * <p>A source file holds functions {@code def name(self, x: Tensor, k: int) -> Tensor:} at the left
 * margin; each parameter and result has a type, a helper is called as {@code self.name(...)}. A
 * call costs about 20 microseconds, so a kernel is a whole block of a network, not one operation.
 * Safe for calls from several threads.
 */
public final class TorchScript implements AutoCloseable {
  private final PtSymbolBlock module;

  private TorchScript(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * Compiles a resource file that lies beside a class. Closed by its runtime at the latest.
   *
   * @param neighbour class in the resource's package
   * @param resource file name, such as {@code Gpt2.py}
   */
  public static TorchScript load(TensorRuntime runtime, Class<?> neighbour, String resource) {
    try (InputStream in =
        requireNonNull(neighbour.getResourceAsStream(resource), () -> resource + " is missing")) {
      return load(runtime, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles source text. Closed by its runtime at the latest.
   *
   * @throws IllegalArgumentException if the source does not compile, with the compiler's message
   */
  public static TorchScript load(TensorRuntime runtime, String source) {
    byte[] archive = TorchScriptArchive.of(source);
    try {
      PtNDManager manager = (PtNDManager) runtime.manager();
      return new TorchScript(
          JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false));
    } catch (EngineException e) {
      throw new IllegalArgumentException("TorchScript does not compile: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a kernel that returns one tensor.
   *
   * @param owner manager the result is attached to
   * @param arguments in the kernel's order: NDArray (Tensor), List of NDArray (List[Tensor]), Long
   *     or Integer (int), Double or Float (float), Boolean (bool), String (str), long[]
   *     (List[int]), double[] (List[float])
   * @throws QueryException R501 if the device's memory does not suffice
   */
  public NDArray call(NDManager owner, String method, Object... arguments) {
    try (IValue result = run(method, arguments)) {
      return result.toTensor((PtNDManager) owner);
    }
  }

  /** Runs a kernel that returns a tuple or list of tensors; as {@link #call} otherwise. */
  public List<NDArray> callForAll(NDManager owner, String method, Object... arguments) {
    try (IValue result = run(method, arguments)) {
      return List.copyOf(result.toNDList((PtNDManager) owner));
    }
  }

  /** Runs a kernel that works in place and returns None; as {@link #call} otherwise. */
  public void apply(String method, Object... arguments) {
    run(method, arguments).close();
  }

  /**
   * Runs a kernel of one tensor result and records it for a backward pass.
   *
   * @param owner manager the result is attached to
   * @param tensors the kernel's first parameters, all Tensor
   * @param list the kernel's last parameter, List[Tensor]
   */
  public NDArray record(NDManager owner, String method, List<NDArray> tensors, List<NDArray> list) {
    try (NDManager scope = owner.newSubManager()) {
      NDArray name = scope.create(0);
      name.setName("module_method:" + method);
      // The binding attaches results to the first argument's manager.
      NDList inputs = new NDList(name);
      inputs.addAll(tensors);
      list.forEach(t -> t.setName("tensors[]"));
      inputs.addAll(list);
      NDArray result = IValueUtils.forward(module, inputs, true).singletonOrThrow();
      result.attach(owner);
      return result;
    }
  }

  private IValue run(String method, Object[] arguments) {
    List<IValue> values = new ArrayList<>(arguments.length);
    try {
      for (Object argument : arguments) {
        values.add(value(argument));
      }
      return IValueUtils.runMethod(module, method, values.toArray(IValue[]::new));
    } catch (EngineException e) {
      throw translate(method, e);
    } finally {
      values.forEach(IValue::close);
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray tensor) {
      return IValue.from(tensor);
    } else if (argument instanceof List<?> list) {
      return IValue.listFrom(list.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    } else if (argument instanceof Long || argument instanceof Integer) {
      return IValue.from(((Number) argument).longValue());
    } else if (argument instanceof Double || argument instanceof Float) {
      return IValue.from(((Number) argument).doubleValue());
    } else if (argument instanceof Boolean flag) {
      return IValue.from(flag.booleanValue());
    } else if (argument instanceof String text) {
      return IValue.from(text);
    } else if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    } else if (argument instanceof double[] numbers) {
      return IValue.listFrom(numbers);
    }
    throw new IllegalArgumentException("a kernel takes no " + argument.getClass());
  }

  private static RuntimeException translate(String method, EngineException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("not enough memory")
        || message.contains("can't allocate memory")
        || message.contains("out of memory")) {
      return QueryException.of(ErrorCode.R501, "the device's memory does not suffice for " + method)
          .withHint("lower memory_limit or batch_tokens, so that less is held at once")
          .withCause(e);
    }
    return e;
  }

  @Override
  public void close() {
    module.close();
  }
}
