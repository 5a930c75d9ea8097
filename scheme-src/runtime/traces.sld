;;; Traces: the running procedures and their source positions, read from the stack.
;;;
;;; Every return address on the stack is followed by a nop whose displacement leads to a return record (machine model in
;;; ARCHITECTURE.md). The record tells how far the next return address is, which code object this is, and the position of the
;;; call. Walking costs nothing until somebody asks, so a condition takes a short trace with it when it is made.
;;;
;;;   trace   list of frames, innermost first;   frame   (procedure name . position), position a fixnum, 0 unknown
(define-library (runtime traces)
  (export capture-trace position-file position-line position-column trace-limit)
  (import (primitives) (core-syntax) (runtime registers))
  (begin
    (define trace-limit 40)

    ;; (capture-trace pointer) -> trace of the frames from there on. The caller passes its (%stack-pointer), and is for that
    ;; never inlined. Procedures of the system are among them: who prints a trace leaves them out.
    (define (capture-trace pointer)
      (walk-frames pointer (stack-base) (current-continuation-object) trace-limit))

    (define (walk-frames pointer base continuation left)
      (cond ((%fx= left 0) '())
            ((%fx< pointer base)
             (walk-return (%load-word pointer) pointer base continuation left))
            ((and continuation (%continuation? continuation))
             (let ((low (continuation-word continuation 1)))
               (walk-return (continuation-word continuation 3)
                            (%fx- low 8)
                            (%fx+ low (%fxsll (continuation-word continuation 2) 3))
                            (continuation-value continuation 4)
                            left)))
            (else '())))

    ;; The frame that `return` leads back to; its slots begin above `pointer`.
    (define (walk-return return pointer base continuation left)
      (if (return-point? return)
          (let* ((record (%fx+ return (%load-s32 (%fx+ return 3))))
                 (next (%fx+ pointer (%fx+ 8 (%fxsll (%load-u32 record) 3))))
                 (code (%fx+ return (%load-s32 (%fx+ record 12)))))
            (cons (cons (%load-value (%fx+ code 16)) (%load-word (%fx+ record 16)))
                  (walk-frames next base continuation (%fx- left 1))))
          '()))

    ;; Is there the nop that carries a return record? The stubs at the bottom of the stack have none.
    (define (return-point? address)
      (and (%fx= (%load-u8 address) #x0f)
           (%fx= (%load-u8 (%fx+ address 1)) #x1f)
           (%fx= (%load-u8 (%fx+ address 2)) #x80)))

    (define (continuation-word continuation index)
      (%load-word (%fx+ (%fxsll (%object-address continuation) 3) (%fxsll index 3))))
    (define (continuation-value continuation index)
      (%load-value (%fx+ (%fxsll (%object-address continuation) 3) (%fxsll index 3))))

    ;; position = file index * 2^40 + line * 2^16 + column
    (define (position-file position)
      (let ((names (file-names-register))
            (index (%fxsra position 40)))
        (if (and (vector? names) (%fx< index (%vector-length names)))
            (%vector-ref names index)
            "?")))
    (define (position-line position) (%fxand (%fxsra position 16) #xffffff))
    (define (position-column position) (%fxand position #xffff))))
