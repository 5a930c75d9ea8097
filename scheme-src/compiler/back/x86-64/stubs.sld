;;; Stubs: what compiled code needs of hand-written machine code, one chunk each, named by symbols.
;;;
;;;   start               the image's entry: the first return address, then the procedure in the word `main`
;;;   underflow           return address at the base of the stack: the next frame comes back from the continuation
;;;   collect             r11: bytes wanted; all registers survive, those of the return record's mask as values
;;;   stack-or-interrupt  no arguments; nothing survives but the frame
;;;   rest-list           rcx arguments, r11 of them required, r10 where to go on: the others become a list, in the place
;;;                       of argument r11
;;;   collect-arguments   r13: bytes wanted, r14 where to go on: rcx arguments and rsi survive, and r10, r11 as raw words
;;;   arity               rsi: called with rcx arguments and cannot take them
;;;   values-error        rcx values came, r11 were expected, before returning to [rsp]
;;;   return-values       rcx values, not one, return to [rsp]
;;;   values-list         list → its elements return as values
;;;   apply               procedure, list → call
;;;   call/cc             procedure → call with the continuation
;;;   continue            continuation, list → the list's elements return to the continuation
;;;   kernel-call         number, three values → a fixnum
;;;   limbs-add …         arithmetic on rows of limbs: their own file says what each does
;;;
;;; Arguments, results and [rsp] are as in any call unless said otherwise. A continuation object's words are drawn in the
;;; architecture's kernel contracts: its frames lie where they were; the base of the stack lies below them.
;;; The code stands in the folder `stubs`, by topic: continuations, kernel, calls, limbs; and the pieces they share.
(define-library (compiler back x86-64 stubs)
  (export all-stubs)
  (import (scheme base) (compiler back x86-64 item) (compiler back x86-64 notation) (compiler back x86-64 assemble)
          (compiler back x86-64 stubs continuations) (compiler back x86-64 stubs kernel) (compiler back x86-64 stubs calls)
          (compiler back x86-64 stubs limbs))
  (begin
    ;; (all-stubs) -> list of code chunks.
    (define (all-stubs)
      (map (lambda (stub)
             (assemble (make-allocated (car stub) (car stub) #f '() 0 '() (notation->items (cdr stub)) '())))
           (append (continuation-stubs) (kernel-stubs) (call-stubs) (limb-stubs))))))
