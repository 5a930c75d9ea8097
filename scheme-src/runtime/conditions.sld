;;; Conditions: the objects that the run-time system raises.
;;;
;;;   kind       a symbol: error (made by `error`), type, range, index, bound, arity, operator, unassigned, values, divide, file,
;;;              read, interrupt, memory, not-continuable, unsupported
;;;   who        the procedure that complains, a symbol, or #f
;;;   index      which argument is wrong, from 0, or #f
;;;   message    a string; after an index it goes on: "is not a pair"
;;;   irritants  a list; index: the index and the object that has no such element; bound: the number, the least and the largest
;;;              possible, the object with that length; arity: the count of arguments; values: the counts expected and received
;;;   trace      see (runtime traces)
(define-library (runtime conditions)
  (export make-condition condition? condition-kind condition-who condition-index condition-message condition-irritants
          condition-trace)
  (import (primitives) (core-syntax))
  (begin
    (define-record-type condition
      (make-condition kind who index message irritants trace)
      condition?
      (kind condition-kind)
      (who condition-who)
      (index condition-index)
      (message condition-message)
      (irritants condition-irritants)
      (trace condition-trace))))
