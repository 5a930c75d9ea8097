;;; Main: what every program is linked with. Its body sets the registers for errors and interrupts, and `end-program` is called
;;; when the program's last item is done. No other initialisation exists: each library's body has run before.
(define-library (runtime main)
  (export end-program)
  (import (primitives) (core-syntax) (runtime registers) (runtime traces) (runtime conditions) (runtime errors) (runtime control)
          (runtime ports) (runtime reports) (runtime process) (runtime system))
  (begin
    (define (end-program) (leave 0))

    (define error-exit-code 70)

    ;; Report and end, which runs what `dynamic-wind` has still to do: an error in that is reported too, and ends at once. So does
    ;; an error while reporting, without a word.
    (define (handle-uncaught object)
      (report-and-flush object (if (condition? object) '() (capture-trace (%stack-pointer))))
      (set-top-handler!
       (lambda (object)
         (report-and-flush object (if (condition? object) '() (capture-trace (%stack-pointer))))
         (system-exit error-exit-code)))
      (leave error-exit-code))

    (define (report-and-flush object trace)
      (set-top-handler! (lambda (object) (system-exit error-exit-code)))
      (flush-all-ports)
      (report-object object trace (current-error-port))
      (flush-all-ports))

    ;; Signal 2 is Ctrl-C: tell where the program was. #f says that the stack has no room.
    (define (handle-interrupt signal)
      (cond ((not signal)
             (raise (make-condition 'memory #f #f "recursion is too deep: the stack is full" '()
                                    (capture-trace (%stack-pointer)))))
            ((not (eq? signal 2)) (leave (%fx+ 128 signal)))
            ((interrupt-procedure) ((interrupt-procedure)))
            (else
             (set-interrupt-handler! (lambda (signal) (system-exit 130)))
             (flush-all-ports)
             (report-object (make-condition 'interrupt #f #f "interrupted" '() (capture-trace (%stack-pointer)))
                            '() (current-error-port))
             (leave 130))))

    (define signal-setup 7)             ; the kernel call that sends signals here

    (set-top-handler! handle-uncaught)
    (set-interrupt-handler! handle-interrupt)
    (%kernel-call signal-setup 1 0 0)))
