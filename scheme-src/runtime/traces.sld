;;; Traces: what is on the stack, read without having been recorded.
;;;
;;; Every return address on the stack is followed by a nop whose displacement leads to a return record (machine model in
;;; ARCHITECTURE.md). The record tells how far the next return address is, which code object this is, the position of the
;;; call and which slots of the frame hold values. Walking costs nothing until somebody asks, so a condition takes a trace of the
;;; innermost frames with it when it is made. A trace is raw: (runtime frames) makes frames of it when somebody wants to see them.
;;;
;;;   trace   vector; its first word is #t when a hook of compiled code complains about its argument, else #f; then for each frame,
;;;           innermost first:
;;;           name   of the code object
;;;           info   of the code object, see (compiler back debug-information)
;;;           return where the call returns to: offset in the instructions of the code object
;;;           position of the call, 0 unknown
;;;           count  then that many times: slot, value. Only of code that knows the names of its variables
(define-library (runtime traces)
  (export capture-trace trace-full? info-debug position-file position-line position-column position-of-system?)
  (import (primitives) (core-syntax) (runtime registers))
  (begin
    (define trace-limit 40)

    ;; (capture-trace pointer) -> trace of the frames from there on. The caller passes its (%stack-pointer), and is for that
    ;; never inlined. Procedures of the system are among them: who prints a trace leaves them out.
    (define (capture-trace pointer)
      (let* ((above (%fx- pointer (%stack-pointer)))
             (words (%make-vector (walk-frames! #f 1 trace-limit pointer (stack-base) (current-continuation-object)) #f)))
        (walk-frames! words 1 trace-limit (%fx+ (%stack-pointer) above) (stack-base) (current-continuation-object))
        words))

    ;; Are there frames on the stack that the trace does not have?
    (define (trace-full? trace)
      (and (vector? trace)
           (let loop ((index 1) (left trace-limit))
             (if (%fx= left 0)
                 #t
                 (and (%fx< index (%vector-length trace))
                      (loop (%fx+ index (%fx+ 5 (%fx* 2 (%vector-ref trace (%fx+ index 4))))) (%fx- left 1)))))))

    ;; A collection moves the stack, and deep frames out of it, but leaves the distance from the top; so nothing is allocated while
    ;; walking: the first walk, without a vector, counts the words that the second one fills. -> the index behind the last word.
    (define (walk-frames! words index left pointer base continuation)
      (cond ((%fx= left 0) index)
            ((%fx< pointer base)
             (walk-return! words index left (%load-word pointer) pointer base continuation))
            ((and continuation (%continuation? continuation))
             (let ((low (continuation-word continuation 1)))
               (walk-return! words index left
                             (continuation-word continuation 3)
                             (%fx- low 8)
                             (%fx+ low (%fxsll (continuation-word continuation 2) 3))
                             (continuation-value continuation 4))))
            (else index)))

    ;; The frame that `return` leads back to; its slots begin above `pointer`.
    (define (walk-return! words index left return pointer base continuation)
      (if (return-point? return)
          (let* ((record (%fx+ return (%load-s32 (%fx+ return 3))))
                 (slots (%load-u32 record))
                 (next (%fx+ pointer (%fx+ 8 (%fxsll slots 3))))
                 (code (%fx+ return (%load-s32 (%fx+ record 12))))
                 (info (%load-value (%fx+ code 24))))
            (if words
                (begin
                  (%vector-set! words index (%load-value (%fx+ code 16)))
                  (%vector-set! words (%fx+ index 1) info)
                  (%vector-set! words (%fx+ index 2) (%fx- return (%fx+ code (%load-u32 (%fx+ code 32)))))
                  (%vector-set! words (%fx+ index 3) (%load-word (%fx+ record 16)))))
            (let ((end (if (vector? (info-debug info))
                           (walk-slots! words (%fx+ index 5) (%fx+ record 24) 0 slots next)
                           (%fx+ index 5))))
              (if words (%vector-set! words (%fx+ index 4) (%fxsra (%fx- end (%fx+ index 5)) 1)))
              (walk-frames! words end (%fx- left 1) next base continuation)))
          index))

    ;; Slot k stands 8(k+1) bytes below the frame's own return address, which is at `next`.
    (define (walk-slots! words index live slot slots next)
      (cond ((%fx= slot slots) index)
            ((%fx= 0 (%fxand 1 (%fxsrl (%load-u32 (%fx+ live (%fxsll (%fxsrl slot 5) 2))) (%fxand slot 31))))
             (walk-slots! words index live (%fx+ slot 1) slots next))
            (else
             (if words
                 (begin
                   (%vector-set! words index slot)
                   (%vector-set! words (%fx+ index 1) (%load-value (%fx- next (%fxsll (%fx+ slot 1) 3))))))
             (walk-slots! words (%fx+ index 2) live (%fx+ slot 1) slots next))))

    ;; (info-debug info) -> what the compiler left about variables and inlined calls: a vector, or ().
    (define (info-debug info)
      (if (and (vector? info) (%fx> (%vector-length info) 2)) (%vector-ref info 2) '()))

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
    (define (position-column position) (%fxand position #xffff))

    ;; The system's own files begin so: those of its image, and those that a host compiles from.
    (define (position-of-system? position)
      (let ((file (position-file position)))
        (or (begins? file "suo:") (begins? file "scheme-src/"))))

    (define (begins? string part)
      (let ((length (string-length part)))
        (and (%fx>= (string-length string) length)
             (let loop ((index 0))
               (or (%fx= index length)
                   (and (%fx= (%string-unit-ref string index) (%string-unit-ref part index))
                        (loop (%fx+ index 1))))))))))
